/* The facets of the search in the order they are listed, and what each is called. */
export const TITLES = { part: "部分", year: "年份", campaign: "活动", heading: "方面", unit: "单位", post: "职务", kind: "类别" };
export const FACETS = Object.keys(TITLES);
