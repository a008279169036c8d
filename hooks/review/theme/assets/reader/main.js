/* What a reader does with a page, on every page. */
import "./print.js";
