import { type SaxesAttributeNS, SaxesParser } from 'saxes'
import { DocumentStop, documentTypeStop } from './document-fault.ts'
import type { XmlNaming } from './namespaces.ts'
import { SourceWindow } from './source-window.ts'
import type { XmlElement } from './xml-element.ts'

/** Largest item, and longest run of source without an event (a tag, a text), in UTF-16 units. */
export const MOST_UNITS = 256 * 1024
/** Deepest nesting of elements: the parser looks up a namespace in all elements above. */
export const MOST_DEPTH = 16

const LINE_FEED = 0x0a
const CARRIAGE_RETURN = 0x0d
const NO_ATTRIBUTES: ReadonlyMap<string, string> = new Map()

/** What a format's documents are made of. */
export interface DocumentShape {
  readonly naming: XmlNaming
  /** Paths of the elements that hold items, such as `rss` and `rss/channel`; every other element below is a fragment. */
  readonly containers: ReadonlySet<string>
}

/** An element right below a container, with all that it holds: an item, or what holds for all items. */
export interface XmlFragment {
  readonly element: XmlElement
  /** The containers around it, the root first, without what they hold. */
  readonly parents: readonly XmlElement[]
  /** As it stands in the document; the first part only, if it is too large. */
  readonly source: string
  /** Above the greatest size: what `element` holds is not complete. */
  readonly isTooLarge: boolean
  /** The first entity in it that XML does not define, such as `&nbsp;`; null: none. */
  readonly unknownEntity: { readonly name: string; readonly line: number } | null
}

interface OpenElement extends XmlElement {
  readonly children: XmlElement[]
  text: string
}

/** The fragment that is being read. */
interface OpenFragment {
  readonly element: OpenElement
  readonly depth: number
  readonly start: number
  /** Set once it is too large. */
  source: string | null
  unknownEntity: XmlFragment['unknownEntity']
}

/**
 * Cuts a document into fragments as its text arrives. Memory holds one fragment and one piece of text. Throws at what
 * makes the rest unreadable; fragments before that are complete.
 */
export class FragmentScanner {
  /** Complete fragments, to be taken out by the caller. */
  readonly fragments: XmlFragment[] = []
  private readonly parser = new SaxesParser({
    xmlns: true,
    resolvePrefix: (prefix: string) => this.shape.naming.uriOf(prefix),
  })
  private readonly window = new SourceWindow()
  private readonly open: OpenElement[] = []
  private fragment: OpenFragment | null = null
  private tag = { start: 0, line: 1 }
  private lastEvent = 0

  constructor(private readonly shape: DocumentShape) {
    const { parser } = this
    // Six handlers, and no seventh: the parser keeps them as properties, and one more makes V8 keep all of its properties
    // as a dictionary, which reads five times slower.
    parser.on('error', (error) => this.failed(error))
    parser.on('opentagstart', () => this.tagStarted())
    parser.on('opentag', (tag) => this.opened(tag.uri, tag.local, tag.attributes))
    parser.on('closetag', () => this.closed())
    // The parser tells of a text when it has read the < behind it.
    parser.on('text', (text) => this.texted(text, 1))
    parser.on('cdata', (text) => this.texted(text, 0))
  }

  /** Line of the source that is being read, from 1. */
  get line(): number {
    return this.parser.line
  }

  /** The source since the last event. */
  get pending(): string {
    return this.window.between(this.lastEvent, this.parser.position)
  }

  write(text: string): void {
    this.window.add(text)
    this.parser.write(text)
    this.checkPending()
    const { fragment } = this
    this.window.forgetBefore(fragment === null || fragment.source !== null ? this.lastEvent : fragment.start)
  }

  end(): void {
    this.parser.close()
  }

  private failed(error: Error): void {
    const { fragment } = this
    if (fragment === null || !/undefined entity\.$/.test(error.message)) throw error
    const name = /&[^&;]*;$/.exec(this.window.between(this.lastEvent, this.parser.position))?.[0] ?? ''
    fragment.unknownEntity ??= { name, line: this.parser.line }
  }

  private tagStarted(): void {
    if (this.open.length >= MOST_DEPTH) {
      throw new DocumentStop('too-deep', '', `elements nest at most ${MOST_DEPTH} deep`)
    }
    const { position, line } = this.parser
    if (this.open.length === 0) this.refuseDocumentType(position)
    const before = this.window.codeBefore(position)
    const startsLine = before === LINE_FEED || before === CARRIAGE_RETURN
    this.tag = { start: this.window.lastOf('<', position), line: startsLine ? line - 1 : line }
  }

  /** The source before the root is kept until it begins. */
  private refuseDocumentType(position: number): void {
    const prolog = this.window.between(0, position).replace(/<!--.*?-->/gs, '')
    const at = prolog.search(/<!doctype/i)
    if (at >= 0) throw documentTypeStop(prolog.slice(at))
  }

  private opened(uri: string, local: string, attributes: Readonly<Record<string, SaxesAttributeNS>>): void {
    this.happened()
    const { naming, containers } = this.shape
    const element: OpenElement = {
      name: naming.nameOf(uri, local),
      attributes: attributesOf(attributes, naming),
      children: [],
      text: '',
      line: this.tag.line,
    }
    const parent = this.open.at(-1)
    this.open.push(element)
    if (this.fragment !== null) {
      if (this.fragment.source === null) parent?.children.push(element)
    } else if (!containers.has(this.open.map(({ name }) => name).join('/'))) {
      this.openFragment(element)
    }
  }

  private openFragment(element: OpenElement): void {
    if (this.open.length === 1) {
      const [root = ''] = this.shape.containers
      const hint = `the root of this format is <${root}>: another format, or another feed`
      throw new DocumentStop('broken-document', `<${element.name}>`, hint)
    }
    const { start } = this.tag
    this.fragment = { element, depth: this.open.length, start, source: null, unknownEntity: null }
  }

  private texted(text: string, behind: number): void {
    const element = this.open.at(-1)
    if (element === undefined) return
    this.happened(behind)
    if (this.fragment?.source === null) element.text += text
  }

  private closed(): void {
    this.happened()
    const depth = this.open.length
    this.open.pop()
    const { fragment } = this
    if (fragment === null || fragment.depth !== depth) return
    const { element, start, source, unknownEntity } = fragment
    this.fragments.push({
      element,
      parents: [...this.open],
      source: source ?? this.window.between(start, this.parser.position),
      isTooLarge: source !== null,
      unknownEntity,
    })
    this.fragment = null
  }

  /** Notes that something was read, which ended `behind` units ago, and how large it makes its item. */
  private happened(behind = 0): void {
    this.checkPending()
    const { fragment, parser, window } = this
    this.lastEvent = parser.position - behind
    if (fragment?.source !== null || parser.position - fragment.start <= MOST_UNITS) return
    fragment.source = window.between(fragment.start, fragment.start + MOST_UNITS)
  }

  private checkPending(): void {
    if (this.parser.position - this.lastEvent <= MOST_UNITS) return
    const hint = `a text, a comment or a tag has at most ${MOST_UNITS} characters`
    throw new DocumentStop('too-large', this.pending, hint)
  }
}

/** Not by `Object.values`: most elements have few attributes, and a list of them costs as much as reading them. */
function attributesOf(
  attributes: Readonly<Record<string, SaxesAttributeNS>>,
  naming: XmlNaming,
): ReadonlyMap<string, string> {
  let named: Map<string, string> | null = null
  // The object has no prototype.
  for (const key in attributes) {
    const attribute = attributes[key]
    if (attribute === undefined) continue
    const { name, prefix, uri, local, value } = attribute
    if (prefix === 'xmlns' || name === 'xmlns') continue
    named ??= new Map()
    named.set(prefix === '' ? local : naming.nameOf(uri, local), value)
  }
  return named ?? NO_ATTRIBUTES
}
