/** Greatest request, in bytes: below the limit of a hosted store (1 MB on its smallest plan). */
export const REQUEST_BYTES = 900_000
