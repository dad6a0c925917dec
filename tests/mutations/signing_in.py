"""Signing in: the password alone opens nothing, a code counts once, and an open desk changes nothing."""

from tests.mutations.row import row

FACTOR, STEP, PAGE = "blogsite/second_factor.py", "blogsite/sign_in_code.py", "blogsite/second_factor_page.py"
CODES, SIGN_IN, OWN = (
    "blogsite/test_second_factor.py",
    "blogsite/test_sign_in_code.py",
    "blogsite/test_second_factor_page.py",
)
USERS, ACTIONS = "blogsite/test_users.py", "blogsite/test_every_action.py"

ROWS = [
    row("the password alone signs nobody in", f"{SIGN_IN}::test_the_password_alone_signs_nobody_in",
        ("blogsite/sign_in.py", "if second_factor.is_on(user):", "if False:")),
    row("the password was given a short while ago", f"{SIGN_IN}::test_the_password_does_not_count_for_long",
        (STEP, "if not 0 <= time.time() - found.get(\"at\", 0) <= SECONDS:", "if not found:")),
    row("it is still the same password", f"{SIGN_IN}::test_what_changed_meanwhile_sends_back_to_the_password[password]",
        (STEP, "not constant_time_compare(found[\"password\"], user.get_session_auth_hash())", "False")),
    row("who is switched off gives no code", f"{SIGN_IN}::test_what_changed_meanwhile_sends_back_to_the_password[inactive]",
        (STEP, "pk=found[\"user\"], is_active=True", "pk=found[\"user\"]")),
    row("no recovery code is kept as it is", f"{CODES}::test_no_table_holds_a_recovery_code",
        (FACTOR, "algorithm=\"sha256\").hexdigest()[:KEPT]", "algorithm=\"sha256\").hexdigest()[:0] + code"),),
    row("a key counts once it is confirmed", f"{CODES}::test_a_key_alone_turns_nothing_on",
        (FACTOR, "TOTPDevice.objects.filter(user=user, confirmed=True).exists()", "TOTPDevice.objects.filter(user=user).exists()")),
    row("an open desk turns nothing off", f"{OWN}::test_nothing_changes_without_password_and_code",
        (PAGE, "if not self.user.check_password(password):", "if False:")),
    row("guesses of a password at an open desk are counted", f"{OWN}::test_an_open_desk_cannot_guess_the_password",
        (PAGE, "            count_try(self.request, self.user.get_username())\n", "            pass\n")),
    row("turning it on ends the other sessions", f"{OWN}::test_turning_it_on_ends_every_other_session_and_not_this_one",
        (PAGE, "    user.save(update_fields=[\"password\"])\n", "")),
    row("the last administrator stays one", f"{USERS}::test_the_last_administrator_stays_one",
        ("blogsite/roles.py", "== [user.pk]", "== []")),
    row("nor does the command make them another", "blogsite/test_create_user.py::test_the_last_administrator_stays_one_and_may_get_another_password",
        ("blogsite/management/commands/create_user.py", "roles.is_last_administrator(user)", "False")),
    row("who may give roles is an administrator", f"{USERS}::test_nobody_else_reaches_users_or_roles_even_with_every_permission",
        ("blogsite/users.py", "    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:\n        return request.user.is_superuser\n", "")),
    row("our own roles stay", f"{USERS}::test_the_names_of_roles_are_fixed_and_translated",
        ("blogsite/users.py", "super().has_delete_permission(request) and not (obj and obj.name in roles.PERMISSIONS)", "True")),
    row("an author's buttons are for their own posts", f"{ACTIONS}::test_each_role_does_what_the_table_says[other]",
        ("trackbacks/ledger/of_post.py", "get_object_or_404(Post.objects.editable_by(request.user), pk=pk)", "get_object_or_404(Post.objects.all(), pk=pk)")),
    row("a new button has a row for every role", f"{ACTIONS}::test_every_action_that_there_is_has_a_row",
        ("trackbacks/ledger/doing.py", "\"cancel\": OutgoingPing.cancel}", "\"cancel\": OutgoingPing.cancel, \"forget\": OutgoingPing.cancel}")),
]  # fmt: skip
