/* What a reader does with a page, on every page. */
import "./copied.js";
import "./figures.js";
import "./items.js";
import "./jump.js";
import "./keys.js";
import "./kinds.js";
import "./listed.js";
import "./matrix.js";
import "./narrow.js";
import "./pairs.js";
import "./print.js";
import "./remarks.js";
import "./terms.js";
import "./visits.js";
