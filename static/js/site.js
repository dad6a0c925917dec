// Everything here improves something that already works without it.
import "./copy.js";
import "./conversation.js";
import "./reply.js";
import "./subscribe.js";
import "./long-comment.js";
import "./missing.js";
import "./embeds.js";
