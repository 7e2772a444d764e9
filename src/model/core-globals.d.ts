/**
 * What the core may use of the runtime besides the language itself: URL parsing, a pure function like those of `Intl`.
 * The other projects get it from their runtime's types.
 */
declare class URL {
  constructor(url: string, base?: string)
  readonly href: string
  readonly protocol: string
  readonly username: string
  readonly password: string
  readonly hostname: string
  readonly port: string
  readonly pathname: string
  readonly search: string
  readonly hash: string
}
