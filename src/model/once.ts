/** Makes something when it is first asked for, and keeps it: a worker that starts makes nothing that nobody may want. */
export function once<Made extends object>(make: () => Made): () => Made {
  let made: Made | null = null
  return () => {
    made ??= make()
    return made
  }
}
