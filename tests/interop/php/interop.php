<?php
/*
Plugin Name: Interop
Description: Lets WordPress talk to a blog on this machine. Changes none of its words.
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

// What a plug-in does that breaks in the middle of a trackback, where that is what is tried.
add_action('pre_trackback_post', function () {
    if (get_option('interop_broken')) {
        wp_die('Bob’s plug-in is broken.', '', 500);
    }
});
