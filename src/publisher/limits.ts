/** What the ops API takes at most; no more than that is ever read. Lists and texts inside are held by their schemas. */
export const OPS_LIMITS = {
  /** A JSON body, in bytes: an override of fifty findings is the longest, with room. */
  jsonBytes: 256 * 1024,
  /**
   * An upload of records, in bytes, worked on as it comes: as much as the platform hands on to a Worker (500 MB on its
   * largest plan). One line of it is held at 1 MiB (`MAX_LINE_BYTES`).
   */
  uploadBytes: 500_000_000,
  /** The query of a URL, in characters. */
  queryCharacters: 8192,
  /** Headers that are read, in characters: nothing that Access or a script sends comes near it. */
  headerCharacters: { authorization: 16_384 },
  /** What Access sends along, in characters: what is longer is no token of it, and refused as such. */
  accessTokenCharacters: 16_384,
  /** What Access answers when it is asked for its keys, in bytes. */
  accessKeysBytes: 65_536,
} as const
