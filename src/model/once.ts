/** Creates a value on first use and keeps it, so that a starting worker does not create what is never used. */
export function once<Made extends object>(make: () => Made): () => Made {
  let made: Made | null = null
  return () => {
    made ??= make()
    return made
  }
}
