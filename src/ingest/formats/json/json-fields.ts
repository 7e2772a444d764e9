import { type FeedFinding, fault } from '../../feeds/feed-finding.ts'

const NUMBER = /^\d{1,9}(\.\d+)?$/

/**
 * The fields of an object of an item. A field of another type than it must have is an error; null and a blank text count
 * as left out.
 */
export class JsonFields {
  /**
   * @param path of the object in its item; empty: the item itself
   * @param line of the item, from 1
   * @param findings where errors go
   */
  constructor(
    private readonly value: object,
    private readonly path: string,
    readonly line: number,
    readonly findings: FeedFinding[],
  ) {}

  /** The path of a field in the item. */
  pathOf(field: string): string {
    return this.path === '' ? field : `${this.path}.${field}`
  }

  /** Any value; null: it is left out. */
  any(field: string): unknown {
    const found: unknown = Object.hasOwn(this.value, field) ? Reflect.get(this.value, field) : null
    return typeof found === 'string' && found.trim() === '' ? null : found
  }

  /** A text without blanks around it; a number is one too. */
  text(field: string): string | null {
    const found = this.any(field)
    if (found === null) return null
    if (typeof found === 'string' || typeof found === 'number') return String(found).trim()
    return this.wrong(field, found, 'a text')
  }

  /** A number that is not negative; a text of its digits is one too. */
  number(field: string): number | null {
    const found = this.any(field)
    if (found === null) return null
    const number =
      typeof found === 'number' || (typeof found === 'string' && NUMBER.test(found.trim())) ? Number(found) : -1
    return Number.isFinite(number) && number >= 0 ? number : this.wrong(field, found, 'a number')
  }

  /** An object. */
  object(field: string): JsonFields | null {
    const found = this.any(field)
    if (found === null) return null
    if (isObject(found)) return this.inside(field, found)
    return this.wrong(field, found, 'an object')
  }

  /** The objects of a list. */
  objects(field: string): readonly JsonFields[] {
    return this.list(field, 'objects').flatMap((each, index) => {
      if (isObject(each)) return [this.inside(`${field}.${index}`, each)]
      this.wrong(`${field}.${index}`, each, 'an object')
      return []
    })
  }

  /** The texts of a list, each with its path. */
  texts(field: string): readonly { readonly text: string; readonly path: string }[] {
    return this.list(field, 'texts').flatMap((each, index) => {
      if (typeof each === 'string') return [{ text: each, path: this.pathOf(`${field}.${index}`) }]
      this.wrong(`${field}.${index}`, each, 'a text')
      return []
    })
  }

  /** The elements of a list, as they are. */
  elements(field: string): readonly unknown[] {
    return this.list(field, 'objects')
  }

  private list(field: string, what: string): readonly unknown[] {
    const found = this.any(field)
    if (found === null) return []
    if (Array.isArray(found)) return found
    this.wrong(field, found, `a list of ${what}`)
    return []
  }

  private inside(field: string, value: object): JsonFields {
    return new JsonFields(value, this.pathOf(field), this.line, this.findings)
  }

  private wrong(field: string, value: unknown, wanted: string): null {
    this.findings.push(fault(this.line, 'wrong-type', this.pathOf(field), value, `want: ${wanted}`))
    return null
  }
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
