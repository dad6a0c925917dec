<?php
/*
Plugin Name: Interop
Description: Lets WordPress talk to a blog on this machine, and writes down what it heard. Changes none of its words.
*/

// Its safe requests refuse loopback addresses and ports other than 80, 443 and 8080.
add_filter('http_request_host_is_external', fn($external, $host) => $external || '127.0.0.1' === $host, 10, 2);
add_filter('http_allowed_safe_ports', fn($ports) => array_merge($ports, [(int) getenv('INTEROP_OTHER_PORT')]));

// A ping within 15 s of any other is a flood to it; here that rule holds only where it is what is tried.
add_filter('comment_flood_filter', fn($flood) => get_option('interop_flood') ? $flood : false, 99);

add_filter('pre_wp_mail', fn() => true);

// Themes used to print the RDF block by this function of WordPress; today's leave it out.
add_action('wp_head', function () {
    if (is_singular() && get_post_meta(get_queried_object_id(), 'interop_rdf', true)) {
        echo "<!--\n";
        trackback_rdf();
        echo "-->\n";
    }
});

// WordPress forgets what other blogs answer; the harness wants to know what it was told.
add_action('http_api_debug', function ($response, $context, $class, $request, $url) {
    $failed = is_wp_error($response);
    $line = [
        'method' => $request['method'],
        'url' => $url,
        'agent' => $request['user-agent'],
        'sent' => $request['body'],
        'status' => $failed ? 0 : wp_remote_retrieve_response_code($response),
        'answer' => $failed ? $response->get_error_message() : substr(wp_remote_retrieve_body($response), 0, 2000),
        'x_pingback' => $failed ? '' : wp_remote_retrieve_header($response, 'x-pingback'),
    ];
    file_put_contents(getenv('INTEROP_LOG'), json_encode($line) . "\n", FILE_APPEND | LOCK_EX);
}, 10, 5);
