/**
 * What the core may use of the runtime beyond the language itself: parsing of URLs, a pure function like `Intl`'s. The
 * other projects have it from their runtime's types.
 */
declare class URL {
  constructor(url: string, base?: string)
  readonly href: string
  readonly hostname: string
  readonly port: string
  readonly pathname: string
  readonly search: string
  readonly hash: string
}
