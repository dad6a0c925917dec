<?php
// Makes the database and installs WordPress into it by its own function; prints its version.

[, $root] = $argv;
$server = explode(':', getenv('INTEROP_DATABASE_HOST'));
$database = new mysqli($server[0], 'root', '', '', (int) $server[1]);
$database->query('CREATE DATABASE `' . getenv('INTEROP_DATABASE') . '` CHARACTER SET utf8mb4');

$_SERVER['HTTP_HOST'] = parse_url(getenv('INTEROP_URL'), PHP_URL_HOST);
define('WP_INSTALLING', true);
require "$root/wp-load.php";
require_once ABSPATH . 'wp-admin/includes/upgrade.php';
wp_install('Bob & Charlie’s “tea house” 茶', 'bob', 'bob@example.com', true, '', wp_generate_password());
$wp_rewrite->set_permalink_structure('/%year%/%monthnum%/%postname%/');
update_option('ping_sites', '');
update_option('comment_previously_approved', '');
switch_theme('twentytwentythree');
flush_rewrite_rules();
echo get_bloginfo('version');
