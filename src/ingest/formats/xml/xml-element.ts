/** An element of an item, with what it holds. Names are those of the format's namespaces, whatever prefix is written. */
export interface XmlElement {
  /** `item`, `media:content`; of a namespace that the format does not know `{uri}name`. */
  readonly name: string
  /** By name; those of a namespace are named like elements. */
  readonly attributes: ReadonlyMap<string, string>
  readonly children: readonly XmlElement[]
  /** Its own text and CDATA, without that of its children. */
  readonly text: string
  /** Line of the source that it begins on, from 1. */
  readonly line: number
}

/** The elements of a name right below, in their order. */
export function childrenOf(element: XmlElement, name: string): readonly XmlElement[] {
  return element.children.filter((child) => child.name === name)
}

/** The first element of a name right below. */
export function childOf(element: XmlElement, name: string): XmlElement | undefined {
  return element.children.find((child) => child.name === name)
}

/** The text of an element, trimmed; null: there is no such element, or it is blank. */
export function textOf(element: XmlElement | undefined): string | null {
  const text = element?.text.trim() ?? ''
  return text === '' ? null : text
}

/** The value of an attribute, trimmed; null: there is no such attribute, or it is blank. */
export function attributeOf(element: XmlElement | undefined, name: string): string | null {
  const value = element?.attributes.get(name)?.trim() ?? ''
  return value === '' ? null : value
}
