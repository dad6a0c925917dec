<?php
// WordPress's configuration: a database, an address and a log of its own, all named by the environment.

$table_prefix = 'wp_';
define('DB_NAME', getenv('INTEROP_DATABASE'));
define('DB_USER', 'root');
define('DB_PASSWORD', '');
define('DB_HOST', getenv('INTEROP_DATABASE_HOST'));
define('DB_CHARSET', 'utf8mb4');
define('WP_HOME', getenv('INTEROP_URL'));
define('WP_SITEURL', getenv('INTEROP_URL'));
// Its cron runs when the harness asks for it, never by itself.
define('DISABLE_WP_CRON', true);
// Nothing leaves this machine: no updates, no avatars, no ping services.
define('WP_HTTP_BLOCK_EXTERNAL', true);
define('AUTOMATIC_UPDATER_DISABLED', true);
define('WP_DEBUG', false);
if (!defined('ABSPATH')) {
    define('ABSPATH', __DIR__ . '/');
}
require_once ABSPATH . 'wp-settings.php';
