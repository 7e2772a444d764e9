import { languageOf, UNKNOWN_LANGUAGE } from '../../mapping/item-language.ts'
import { attributeOf, childOf, childrenOf, textOf, type XmlElement } from '../xml/xml-element.ts'

/** An item of Media RSS, with the places in which it may say something. */
export interface MrssItem {
  readonly item: XmlElement
  readonly groups: readonly XmlElement[]
  /** Its videos and other files, inside of groups and beside them. */
  readonly contents: readonly XmlElement[]
  /** What its channel says before it, for all items. */
  readonly channel: readonly XmlElement[]
}

/** An `item` element as an item of Media RSS. */
export function mrssItem(item: XmlElement, channel: readonly XmlElement[]): MrssItem {
  const groups = childrenOf(item, 'media:group')
  return { item, groups, contents: [item, ...groups].flatMap((place) => childrenOf(place, 'media:content')), channel }
}

/**
 * All elements of a name in the nearest place that has one: the files, their group, the item, the channel. What is
 * nearer overrides what is farther (Media RSS 1.5.1, "Optional elements").
 */
export function nearest(item: MrssItem, name: string): readonly XmlElement[] {
  return nearestByPlace(item, name).flat()
}

/** The same, apart by the element that they stand in. */
export function nearestByPlace(
  { item, groups, contents, channel }: MrssItem,
  name: string,
): readonly (readonly XmlElement[])[] {
  for (const places of [contents, groups, [item]]) {
    const found = placesWith(places, name)
    if (found.length > 0) return found
  }
  const ofAll = channel.filter((element) => element.name === name)
  return ofAll.length > 0 ? [ofAll] : NOWHERE
}

const NOWHERE: readonly (readonly XmlElement[])[] = []

/** Asked a dozen times for each item, and mostly in vain: so nothing is made for a place that has none. */
function placesWith(places: readonly XmlElement[], name: string): readonly (readonly XmlElement[])[] {
  let found: (readonly XmlElement[])[] | null = null
  for (const place of places) {
    if (!place.children.some((child) => child.name === name)) continue
    found ??= []
    found.push(childrenOf(place, name))
  }
  return found ?? NOWHERE
}

/** The id that an item has in its feed: of a series of GMRSS the one that its episodes name, else its `guid`; null: none. */
export function itemIdOf(item: XmlElement): string | null {
  const names = ['gmrss:seriesAssetId', 'guid', 'gmrss:videoAssetId']
  return names.map((name) => textOf(childOf(item, name))).find((id) => id !== null) ?? null
}

/** The language of an element's text: its own, that of its channel, or `und`. */
export function textLanguage({ channel }: MrssItem, element: XmlElement): string {
  const own = attributeOf(element, 'xml:lang') ?? attributeOf(element, 'lang')
  const ofChannel = channel.filter(({ name }) => name === 'language' || name === 'dc:language').map(textOf)
  const languages = [own, ...ofChannel].map((text) => (text === null ? null : languageOf(text)))
  return languages.find((language) => language !== null) ?? UNKNOWN_LANGUAGE
}
