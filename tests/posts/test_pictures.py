"""Pictures below the upload form: their names, their kinds, and that every one that is kept was written by us."""

import io

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from PIL import Image as Pillow
from PIL import ImageCms

from posts import pictures
from posts.models import Image

GREY = {
    "RGB": (128, 128, 128),
    "RGBA": (128, 128, 128, 0),
    "L": 128,
    "P": 1,
    "CMYK": (1, 2, 3, 4),
    "I;16": 9,
    "1": 1,
}


def file(kind="PNG", mode="RGB", size=(4, 2), **options):
    out = io.BytesIO()
    Pillow.new(mode, size, GREY[mode]).save(out, format=kind, **options)
    return ContentFile(out.getvalue(), name="a.bin")


def read(clean):
    clean.seek(0)
    return Pillow.open(clean)


@pytest.mark.parametrize("ending", ["jpg", "PNG", "gif", "webp"])
def test_a_stored_name_keeps_a_known_ending_and_nothing_else(ending):
    name = pictures.stored_name(None, f"my secret holiday.{ending}")
    assert name.endswith(f".{ending.lower()}")
    assert "holiday" not in name


@pytest.mark.parametrize("name", ["x.php", "x.svg", "x", "../../x.html", "x.jpg.exe"])
def test_any_other_ending_becomes_bin(name):
    stored = pictures.stored_name(None, name)
    assert stored.endswith(".bin")
    assert ".." not in stored


def test_no_two_names_are_the_same():
    assert len({pictures.stored_name(None, "x.jpg") for _ in range(100)}) == 100


@pytest.mark.parametrize(
    ("kind", "mode", "kept"),
    [
        ("PNG", "RGB", "RGB"),
        ("PNG", "RGBA", "RGBA"),
        ("PNG", "P", "RGB"),
        ("PNG", "1", "RGB"),
        ("PNG", "L", "L"),
        ("JPEG", "CMYK", "RGB"),
        ("JPEG", "L", "L"),
        ("WEBP", "RGBA", "RGBA"),
    ],
)
def test_every_way_to_store_colours_is_brought_to_one_of_four(kind, mode, kept):
    clean = read(pictures.reencoded(file(kind, mode)))
    assert (clean.format, clean.mode, clean.size) == (kind, kept, (4, 2))


def test_holes_stay_holes():
    picture = Pillow.new("P", (4, 2), 1)
    picture.putpalette([0, 0, 0, 255, 0, 0])
    picture.save(out := io.BytesIO(), format="PNG", transparency=1)
    clean = read(pictures.reencoded(ContentFile(out.getvalue(), name="a.png")))
    assert (clean.mode, clean.getpixel((0, 0))[3]) == ("RGBA", 0)


def test_of_an_animation_the_first_frame_is_kept():
    frames = [Pillow.new("RGB", (4, 2), colour) for colour in ("red", "green", "blue")]
    out = io.BytesIO()
    frames[0].save(out, format="GIF", save_all=True, append_images=frames[1:])
    kept = pictures.reencoded(ContentFile(out.getvalue(), name="a.gif"))
    clean = read(kept)
    assert getattr(clean, "n_frames", 1) == 1
    assert "do not move" in kept.note
    assert clean.convert("RGB").getpixel((0, 0)) == (255, 0, 0)


def test_words_hidden_in_a_picture_do_not_survive():
    from PIL.PngImagePlugin import PngInfo

    info = PngInfo()
    info.add_text("Comment", "a secret")
    assert b"a secret" not in pictures.reencoded(file("PNG", pnginfo=info)).read()


@pytest.mark.parametrize("cut", [60, 30, 9])
def test_a_damaged_picture_is_refused_in_words(cut):
    whole = file("PNG", size=(64, 64)).read()
    with pytest.raises(ValidationError, match="damaged|no JPEG"):
        pictures.reencoded(ContentFile(whole[:cut], name="a.png"))


@pytest.mark.parametrize("kind", ["BMP", "TIFF", "ICO", "PPM"])
def test_other_kinds_of_pictures_are_refused(kind):
    with pytest.raises(ValidationError, match="no JPEG, PNG, GIF or WebP"):
        pictures.reencoded(file(kind, size=(16, 16)))


def test_what_we_wrote_ourselves_is_not_written_again():
    clean = pictures.reencoded(file())

    class Field:
        file = clean

    assert pictures.reencoded(Field()) is clean


@pytest.mark.django_db
def test_an_image_is_written_by_us_whatever_made_it_and_knows_its_size(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    picture = ContentFile(file("JPEG", size=(40, 20)).read() + b"<?php echo 1; ?>", name="x.php")
    image = Image.objects.create(file=picture)
    image.refresh_from_db()
    assert image.file.name.endswith(".jpg")
    assert (image.width, image.height) == (40, 20)
    assert b"php" not in (tmp_path / image.file.name).read_bytes()


def swapped():
    """A profile by which a stored red means green."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    places = {bytes(profile[at : at + 4]): at for at in range(132, 132 + 12 * profile[131], 12)}
    red, green = places[b"rXYZ"] + 4, places[b"gXYZ"] + 4
    profile[red : red + 8], profile[green : green + 8] = profile[green : green + 8], profile[red : red + 8]
    return bytes(profile)


@pytest.mark.parametrize(
    ("kind", "mode"), [("JPEG", "RGB"), ("PNG", "RGB"), ("PNG", "RGBA"), ("WEBP", "RGBA")]
)
def test_colours_are_those_that_the_profile_means(kind, mode):
    picture = Pillow.new(mode, (8, 8), (255, 0, 0, 9)[: len(mode)])
    picture.save(out := io.BytesIO(), format=kind, icc_profile=swapped())
    clean = read(pictures.reencoded(ContentFile(out.getvalue(), name="a")))
    red, green, blue, *holes = clean.getpixel((4, 4))
    assert red < 20 < 200 < green
    assert blue < 20
    assert holes in ([], [9])
    assert "icc_profile" not in clean.info


@pytest.mark.parametrize("mode", ["L", "CMYK", "RGB"])
def test_a_profile_that_does_not_fit_says_nothing(mode):
    other = {"L": swapped(), "CMYK": swapped(), "RGB": b"no profile at all"}[mode]
    Pillow.new(mode, (8, 8), GREY[mode]).save(out := io.BytesIO(), format="JPEG", icc_profile=other)
    assert read(pictures.reencoded(ContentFile(out.getvalue(), name="a"))).size == (8, 8)


def test_an_empty_file_is_called_empty():
    with pytest.raises(ValidationError, match="empty"):
        pictures.reencoded(ContentFile(b"", name="a.png"))
