/* The facets of the search in the order they are listed, and what each is called. */
export const TITLES = { part: "部分", year: "年份", campaign: "活动", heading: "方面", unit: "单位", post: "职务", kind: "类别", theme: "主题", type: "类型", answered: "有无根源和措施" };
export const FACETS = Object.keys(TITLES);
/* Facets of problems, causes and measures whose values come in a file of their own, for those who filter by them. */
export const OF_ITEMS = ["theme", "type", "answered"];
/* The type of problems that have none, and the theme of those that have not even one (show/addresses.py). */
export const UNCLASSIFIED = "unclassified";
/* Facets of passages: a view with one of them and no words lists passages, any other lists materials. */
export const OF_PASSAGES = ["part", "heading", ...OF_ITEMS];
