/**
 * Input limits of the ops API. Nothing beyond them is held or worked on; the rest of a body is dropped as it comes
 * (`dropUnread`). Schemas limit the lists and texts inside.
 */
export const OPS_LIMITS = {
  /** A JSON body, in bytes: enough for an override of fifty findings, the longest one. */
  jsonBytes: 256 * 1024,
  /**
   * An upload of records, in bytes, processed as a stream: as much as the platform passes to a Worker (500 MB on its
   * largest plan). A line may have 1 MiB (`MAX_LINE_BYTES`).
   */
  uploadBytes: 500_000_000,
  /** A chunk of a delivery, in bytes and in items: it is held in memory while it is stored. */
  chunkBytes: 16_000_000,
  chunkItems: 5_000,
  /** A learned run, in bytes: it is kept in one value of storage, and read as a whole. */
  learnedBytes: 25_000_000,
  /** The query of a URL, in characters. */
  queryCharacters: 8192,
  /** Headers that are read, in characters: far more than Access, a browser or a script sends. */
  headerCharacters: { authorization: 16_384, cookie: 16_384 },
  /** An Access token, in characters; a longer one is refused as invalid. */
  accessTokenCharacters: 16_384,
  /** Access' answer with its public keys, in bytes. */
  accessKeysBytes: 65_536,
} as const
