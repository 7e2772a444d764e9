import { attributeOf, childOf, childrenOf, textOf, type XmlElement } from '../../xml/xml-element.ts'
import type { AvailColumn } from '../avail-row.ts'
import { EPISODE, SEASON, SERIES, type TitleLevel, VOLUME, WORK } from '../titles/title-level.ts'
import { workOf } from '../titles/work-type.ts'
import { XmlCells } from './xml-cells.ts'

/** What an `Asset` says of its title: ids and kind, and a row of each name and each rating, without the ids. */
export interface XmlAsset {
  readonly ids: XmlCells
  readonly names: readonly XmlCells[]
  readonly ratings: readonly XmlCells[]
}

/** The names of the elements of one kind of metadata; all others are as in the sheets. */
interface MetadataNames {
  readonly level: TitleLevel
  /** What the names of ids and titles begin with. */
  readonly prefix: '' | 'Series' | 'Season' | 'Volume'
}

const METADATA: Readonly<Record<string, MetadataNames>> = {
  Metadata: { level: WORK, prefix: '' },
  EpisodeMetadata: { level: EPISODE, prefix: '' },
  SeasonMetadata: { level: SEASON, prefix: 'Season' },
  SeriesMetadata: { level: SERIES, prefix: 'Series' },
  VolumeMetadata: { level: VOLUME, prefix: 'Volume' },
}

/**
 * What an `Asset` says, in the columns of the sheets. The metadata of an episode hold those of its season, and those of
 * a season those of its series. Source: the schema `avails-v2.7.xsd`.
 *
 * @param language of names that say none themselves: the sheets' way
 */
export function readAsset(asset: XmlElement, language: string): XmlAsset {
  const ids = new XmlCells()
  const names: XmlCells[] = []
  const ratings: XmlCells[] = []
  const workType = textOf(childOf(asset, 'WorkType'))
  ids.put('WorkType', 'Asset/WorkType', workType)
  ids.expect('WorkType', 'Asset/WorkType')
  const work = workOf(workType ?? '')
  const level = work === null || work === 'extra' ? WORK : work.level
  ids.put(level.contentId, 'Asset/@contentID', attributeOf(asset, 'contentID'))
  ids.expect('ContentID', 'Asset/@contentID')
  const metadata = metadataIn(asset, 'Asset')
  metadata.forEach((part, depth) => {
    readIds(part, ids)
    names.push(...namesOf(part, language))
    if (depth === 0) ratings.push(...ratingsOf(part))
  })
  return { ids, names, ratings }
}

interface Metadata extends MetadataNames {
  readonly element: XmlElement
  readonly path: string
}

/** The metadata in an element, and those in them: of the title itself first. Depth is that of the document: 16 at most. */
function metadataIn(element: XmlElement, path: string): readonly Metadata[] {
  for (const child of element.children) {
    const names = Object.hasOwn(METADATA, child.name) ? METADATA[child.name] : undefined
    if (names === undefined) continue
    const inner = `${path}/${child.name}`
    return [{ ...names, element: child, path: inner }, ...metadataIn(child, inner)]
  }
  return []
}

function readIds({ element, path, level, prefix }: Metadata, ids: XmlCells): void {
  const put = (column: AvailColumn | undefined, name: string) => {
    if (column !== undefined) ids.put(column, `${path}/${name}`, textOf(childOf(element, name)))
  }
  if (prefix !== '') put(level.contentId, `${prefix}ContentID`)
  put(level.eidrs[0], prefix === '' ? 'TitleEIDR-URN' : `${prefix}EIDR-URN`)
  if (prefix === '') put(level.eidrs[1], 'EditEIDR-URN')
  const alternative = childOf(element, `${prefix}AltIdentifier`)
  const identifier = alternative === undefined ? null : textOf(childOf(alternative, 'Identifier'))
  ids.put(level.altId, `${path}/${prefix}AltIdentifier/Identifier`, identifier?.replace(/^[A-Za-z]*AltID:/, ''))
  const number = childOf(element, `${prefix}Number`)
  if (level.number !== null && number !== undefined) {
    ids.put(level.number, `${path}/${prefix}Number/Number`, textOf(childOf(number, 'Number')) ?? textOf(number))
  }
  for (const history of childrenOf(element, 'ReleaseHistory')) {
    if (textOf(childOf(history, 'ReleaseType'))?.toLowerCase() !== 'original') continue
    ids.put('ReleaseHistoryOriginal', `${path}/ReleaseHistory/Date`, textOf(childOf(history, 'Date')))
  }
}

function namesOf({ element, path, level, prefix }: Metadata, language: string): readonly XmlCells[] {
  const shown = `${prefix}TitleDisplayUnlimited`
  const inverted = `${prefix}TitleInternalAlias`
  const elements = childrenOf(element, shown)
  const [column, name, written] =
    elements.length > 0
      ? ([level.name, shown, elements] as const)
      : ([level.alias, inverted, childrenOf(element, inverted).slice(0, 1)] as const)
  return written.map((each) => {
    const cells = new XmlCells()
    cells.put(column, `${path}/${name}`, each.text)
    cells.put('AssetLanguage', `${path}/${name}/@language`, attributeOf(each, 'language') ?? language)
    return cells
  })
}

function ratingsOf({ element, path }: Metadata): readonly XmlCells[] {
  const ratings = childOf(element, 'Ratings')
  return (ratings === undefined ? [] : childrenOf(ratings, 'Rating')).map((rating) => {
    const cells = new XmlCells()
    const region = childOf(rating, 'Region')
    const place = region === undefined ? null : textOf(region.children[0])
    cells.put('RatingSystem', `${path}/Ratings/Rating/System`, textOf(childOf(rating, 'System')))
    cells.put('RatingValue', `${path}/Ratings/Rating/Value`, textOf(childOf(rating, 'Value')))
    cells.expect('RatingValue', `${path}/Ratings/Rating/Value`)
    cells.put('Territory', `${path}/Ratings/Rating/Region`, place ?? 'ZZ')
    return cells
  })
}
