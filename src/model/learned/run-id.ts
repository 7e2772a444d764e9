/** What the id of a learned run looks like: `lrn_` and 32 hexadecimal digits. */
export const LEARNED_RUN_ID = /^lrn_[0-9a-f]{32}$/
