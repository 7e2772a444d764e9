/**
 * Deduplicates equal values: a hundred thousand candidates have some hundreds of different windows, offers and ratings,
 * so each is stored once and referred to by its class index.
 */
export class ClassTable<Value> {
  readonly values: Value[] = []
  private readonly indexByKey = new Map<string, number>()

  /** The class index of the value with this key; `make` is called only for a new one. */
  indexOf(key: string, make: () => Value): number {
    const known = this.indexByKey.get(key)
    if (known !== undefined) return known
    const index = this.values.length
    this.values.push(make())
    this.indexByKey.set(key, index)
    return index
  }
}
