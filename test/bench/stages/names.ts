export const EMPTY = 'empty worker'
export const CONSTANT = 'constant answer of the same bytes'
export const PRODUCT = 'product'
/** Every stage once, composed by the bench: what the repeats are counted from. */
export const ONCE = 'none'
/** In the order of a request. */
export const STAGE_NAMES = [
  ...['read', 'viewer', 'session open', 'region', 'context', 'decide', 'dress', 'session seal', 'token seal', 'text'],
  ...['log', 'response'],
] as const
