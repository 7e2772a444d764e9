import { type FeedFinding, fault } from '../../../feeds/feed-finding.ts'
import type { FeedFault, FeedReading } from '../../../feeds/feed-reader.ts'
import { damageOf } from '../../xml/fragment-damage.ts'
import type { XmlFragment } from '../../xml/fragment-scanner.ts'
import { readFragments } from '../../xml/read-fragments.ts'
import { attributeOf, childOf, childrenOf, textOf, type XmlElement } from '../../xml/xml-element.ts'
import type { AvailColumn, AvailRow } from '../avail-row.ts'
import { readAsset } from './xml-asset.ts'
import { XmlCells } from './xml-cells.ts'
import { AVAILS_DOCUMENT } from './xml-names.ts'

/**
 * The rows that an XML document would be as a sheet, or a fault: one for each transaction, and one for each name and each
 * rating of a title, which sheets repeat in every row. Source: the schemas `avails-v2.1.xsd` to `avails-v2.7.xsd`, and
 * their mapping to the sheets (`Mappings.json`), both of github.com/MovieLabs/mddf.
 */
export async function* xmlRows(
  stream: AsyncIterable<Uint8Array>,
  reading: Pick<FeedReading, 'decode'>,
): AsyncGenerator<AvailRow | FeedFault> {
  for await (const found of readFragments(stream, reading, AVAILS_DOCUMENT)) {
    if ('kind' in found) {
      yield found
      return
    }
    if (found.element.name === 'Avail') yield* rowsOfAvail(found)
  }
}

function rowsOfAvail(fragment: XmlFragment): readonly AvailRow[] {
  const { element } = fragment
  const avail = new XmlCells()
  const disposition = childOf(element, 'Disposition')
  avail.put('ALID', 'ALID', textOf(childOf(element, 'ALID')))
  avail.put('EntryType', 'Disposition/EntryType', disposition && textOf(childOf(disposition, 'EntryType')))
  avail.expect('EntryType', 'Disposition/EntryType')
  const flag = childOf(element, 'ExceptionFlag')
  // The schema gives an empty flag the value true.
  if (flag !== undefined) avail.put('ExceptionFlag', 'ExceptionFlag', textOf(flag) ?? 'true')
  const [asset, ...others] = childrenOf(element, 'Asset')
  const transactions = childrenOf(element, 'Transaction')
  const language = languagesOf(transactions[0])
  const { ids, names, ratings } = readAsset(asset ?? element, language)
  const faults = faultsOf(fragment, others)
  const rows = transactions.map((each) => transactionCells(each).row(each, [avail, ids]))
  const descriptions = [...names, ...ratings].map((cells) =>
    cells.row(asset ?? element, [avail, ids], { isDescription: true }),
  )
  // An avail without a transaction still has a row, which says what is missing.
  const licensed = rows.length > 0 ? rows : [transactionCells(undefined).row(element, [avail, ids])]
  return [...descriptions, ...licensed.map((row, index) => (index === 0 ? { ...row, faults } : row))]
}

function faultsOf(fragment: XmlFragment, others: readonly XmlElement[]): readonly FeedFinding[] {
  const damage = damageOf(fragment)
  const found = damage === null ? [] : [damage]
  if (others.length === 0) return found
  const hint = 'an avail of several assets licenses a bundle, and nobody knows what of it may be watched alone'
  return [...found, fault(fragment.element.line, 'unknown-value', 'Asset', `${others.length + 1} assets`, hint)]
}

function transactionCells(transaction: XmlElement | undefined): XmlCells {
  const cells = new XmlCells()
  const put = (column: AvailColumn, name: string) => {
    const path = `Transaction/${name}`
    if (transaction !== undefined) cells.put(column, path, textOf(childOf(transaction, name)))
    cells.expect(column, path)
  }
  if (transaction !== undefined) {
    cells.put('AvailID', 'Transaction/@TransactionID', attributeOf(transaction, 'TransactionID'))
    cells.put('Territory', 'Transaction/Territory', regionsOf(transaction, 'Territory'))
    cells.put('TerritoryExclusion', 'Transaction/TerritoryExcluded', regionsOf(transaction, 'TerritoryExcluded'))
    cells.put('AssetLanguage', 'Transaction/AssetLanguage', languagesOf(transaction))
    for (const edge of ['Start', 'End'] as const) {
      const condition = childOf(transaction, `${edge}Condition`)
      cells.put(`${edge}Lag`, `Transaction/${edge}Condition/@lag`, attributeOf(condition, 'lag'))
      cells.put(edge, `Transaction/${edge}Condition`, textOf(condition))
    }
    for (const term of childrenOf(transaction, 'Term')) putTerm(cells, term)
  }
  for (const name of ['LicenseType', 'Start', 'End', 'WindowDuration', 'FormatProfile'] as const) put(name, name)
  cells.expect('Territory', 'Transaction/Territory')
  return cells
}

const TERMS: ReadonlySet<string> = new Set(['SuppressionLiftDate', 'AnnounceDate', 'TitleStatus'])
const isTerm = (name: string): name is 'SuppressionLiftDate' | 'AnnounceDate' | 'TitleStatus' => TERMS.has(name)

function putTerm(cells: XmlCells, term: XmlElement): void {
  const name = attributeOf(term, 'termName') ?? ''
  if (isTerm(name)) cells.put(name, `Transaction/Term[@termName='${name}']`, textOf(term.children[0]))
}

/** The codes in `country` or, of a part of one, `countryRegion`. Without a territory, an exclusion is one from the world. */
function regionsOf(transaction: XmlElement, name: 'Territory' | 'TerritoryExcluded'): string {
  const codes = childrenOf(transaction, name).map((region) => textOf(region.children[0]) ?? '')
  const isWorld = name === 'Territory' && codes.length === 0 && childOf(transaction, 'TerritoryExcluded') !== undefined
  return isWorld ? 'ZZ' : codes.join(' ')
}

/** The languages of a transaction's assets, as the sheets list them. */
function languagesOf(transaction: XmlElement | undefined): string {
  if (transaction === undefined) return ''
  return childrenOf(transaction, 'AssetLanguage')
    .map((each) => each.text.trim())
    .join(', ')
}
