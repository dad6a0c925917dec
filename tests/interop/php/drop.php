<?php
// Takes WordPress's database away again.

$server = explode(':', getenv('INTEROP_DATABASE_HOST'));
$database = new mysqli($server[0], 'root', '', '', (int) $server[1]);
$database->query('DROP DATABASE IF EXISTS `' . getenv('INTEROP_DATABASE') . '`');
