/** Greatest gate age that any scale has, and so the greatest cap that a token may name, in whole years. */
export const MATURITY_CAP_MAX = 21
