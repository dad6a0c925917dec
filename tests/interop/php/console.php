<?php
// WordPress's console: each line of JSON {"verb": ..., ...} is answered with one, until standard input ends.

[, $root] = $argv;
$_SERVER['HTTP_HOST'] = parse_url(getenv('INTEROP_URL'), PHP_URL_HOST);
require "$root/wp-load.php";
require_once ABSPATH . WPINC . '/class-IXR.php';
require_once ABSPATH . WPINC . '/class-wp-http-ixr-client.php';

/** A published post; its links and the URLs in `to_ping` are told at the next cron. */
function write(array $asked): array
{
    $id = wp_insert_post(wp_slash([
        'post_title' => $asked['title'],
        'post_content' => $asked['html'],
        'post_status' => 'publish',
        'post_author' => 1,
        'to_ping' => $asked['to_ping'],
        'ping_status' => $asked['pings'],
        'meta_input' => ['interop_rdf' => $asked['rdf']],
    ]), true);
    if (is_wp_error($id)) {
        throw new Exception($id->get_error_message());
    }
    return addresses($id);
}

/** What its author changes of a post; its new addresses. */
function edit(array $asked): array
{
    $changes = ['ID' => $asked['id'], 'post_name' => $asked['slug'], 'post_title' => $asked['title'],
                'post_content' => $asked['html']];
    $id = wp_update_post(wp_slash(array_filter($changes)), true);
    if (is_wp_error($id)) {
        throw new Exception($id->get_error_message());
    }
    return addresses($id);
}

function addresses(int $id): array
{
    return ['id' => $id, 'url' => get_permalink($id), 'plain_url' => home_url("/?p=$id"),
            'slug' => get_post($id)->post_name, 'trackback_url' => get_permalink($id) . 'trackback/',
            'old_trackback_url' => site_url("/wp-trackback.php?p=$id")];
}

/** What WordPress stored of others' pings, in the order of arrival. */
function comments(array $asked): array
{
    $found = get_comments(['post_id' => $asked['id'], 'order' => 'ASC', 'orderby' => 'comment_ID', 'status' => 'any']);
    return array_map(fn($comment) => [
        'type' => $comment->comment_type, 'approved' => $comment->comment_approved,
        'author' => $comment->comment_author, 'url' => $comment->comment_author_url,
        'content' => $comment->comment_content,
    ], $found);
}

/** Whom WordPress takes for told, and whom it is still to tell. */
function ledger(array $asked): array
{
    return ['pinged' => get_pung($asked['id']), 'to_ping' => get_to_ping($asked['id'])];
}

/** Let WordPress forget that it told anybody of this post, and tell them once more at the next cron. */
function forget(array $asked): array
{
    global $wpdb;
    $wpdb->update($wpdb->posts, ['pinged' => '', 'to_ping' => $asked['to_ping']], ['ID' => $asked['id']]);
    clean_post_cache($asked['id']);
    add_post_meta($asked['id'], '_pingme', '1', true);
    add_post_meta($asked['id'], '_trackbackme', '1', true);
    wp_schedule_single_event(time(), 'do_pings');
    return [];
}

/** One pingback by WordPress's own client, past its discovery. */
function pingback_to(array $asked): array
{
    $client = new WP_HTTP_IXR_Client($asked['endpoint']);
    $client->timeout = 3;
    $told = $client->query('pingback.ping', $asked['source'], $asked['target']);
    return $told ? ['answer' => $client->getResponse()]
                 : ['fault' => $client->getErrorCode(), 'message' => $client->getErrorMessage()];
}

function option(array $asked): array
{
    update_option($asked['name'], $asked['value']);
    return [];
}

/** The form of its posts' addresses; an empty one is `?p=ID`. */
function permalinks(array $asked): array
{
    global $wp_rewrite;
    $wp_rewrite->set_permalink_structure($asked['form']);
    flush_rewrite_rules();
    return [];
}

while (($line = fgets(STDIN)) !== false) {
    $asked = json_decode($line, true);
    // Other processes of this WordPress write, too.
    wp_cache_flush();
    try {
        $answer = ['answer' => $asked['verb']($asked)];
    } catch (Throwable $error) {
        $answer = ['error' => $error->getMessage()];
    }
    echo json_encode($answer), "\n";
}
