import { bitRows } from '../../model/columns/bit-rows.ts'
import { type AssetClasses, NO_INDEX } from '../../model/columns/snapshot.ts'
import type { Asset } from '../../model/nouns/asset.ts'
import { ASPECTS, ASSET_KINDS, BANDS, CODECS } from '../../model/nouns/asset-vocabulary.ts'
import { ClassTable } from './class-table.ts'

interface Access {
  readonly offer: number
  readonly worldwide: boolean
}
interface Form {
  readonly kind: number
  readonly aspect: number
  readonly flashRisk: boolean
}
interface Content {
  readonly rating: number
  readonly titleRating: number
  readonly band: number
  readonly descriptors: number
}

/** An asset's classes: indexes into the tables of `AssetClasses`. */
export interface AssetClassIndexes {
  readonly access: number
  readonly form: number
  readonly content: number
  readonly format: number
  readonly speech: number
}

/** What the compiler derived for an asset: its classes of offers, ratings and descriptors, and its languages. */
export interface AssetFindings {
  /** Class of its title's offers, or `NO_INDEX`. */
  readonly offer: number
  readonly rating: number
  /** Class of its title's ratings, or `NO_INDEX`. */
  readonly titleRating: number
  readonly descriptors: number
  /** Numbers of the languages that can be heard or read, ascending. */
  readonly languages: readonly number[]
}

/** Collects the classes of assets as they are added; equal assets share all of them. */
export class AssetClassTables {
  private readonly access = new ClassTable<Access>()
  private readonly forms = new ClassTable<Form>()
  private readonly contents = new ClassTable<Content>()
  private readonly formats = new ClassTable<readonly number[]>()
  private readonly speeches = new ClassTable<readonly number[]>()

  classify(record: Asset, findings: AssetFindings): AssetClassIndexes {
    const { offer, rating, titleRating, descriptors, languages } = findings
    const form = {
      kind: ASSET_KINDS.indexOf(record.kind),
      aspect: ASPECTS.indexOf(record.aspect),
      flashRisk: record.flashRisk,
    }
    const band = record.band === null ? 0 : 1 + BANDS.indexOf(record.band)
    const heights = leastHeights(record)
    return {
      access: this.access.indexOf(`${offer} ${record.worldwide}`, () => ({ offer, worldwide: record.worldwide })),
      form: this.forms.indexOf(`${form.kind} ${form.aspect} ${form.flashRisk}`, () => form),
      content: this.contents.indexOf(`${rating} ${titleRating} ${band} ${descriptors}`, () => ({
        ...{ rating, titleRating, band, descriptors },
      })),
      format: this.formats.indexOf(heights.join(' '), () => heights),
      speech: this.speeches.indexOf(languages.join(' '), () => languages),
    }
  }

  /** Whether the assets of an access class are cleared worldwide. */
  isWorldwide(access: number): boolean {
    return this.access.values[access]?.worldwide ?? false
  }

  /** The class of ratings of the assets of a content class; `NO_INDEX`: there is no such class. */
  ratingOf(content: number | undefined): number {
    return this.contents.values[content ?? NO_INDEX]?.rating ?? NO_INDEX
  }

  /** @param languages how many there are */
  finish(languages: number): AssetClasses {
    const bit = (value: boolean): number => (value ? 1 : 0)
    const [access, forms, contents] = [this.access.values, this.forms.values, this.contents.values]
    return {
      access: {
        offer: Uint32Array.from(access, ({ offer }) => offer),
        worldwide: Uint8Array.from(access, ({ worldwide }) => bit(worldwide)),
      },
      form: {
        kind: Uint8Array.from(forms, ({ kind }) => kind),
        aspect: Uint8Array.from(forms, ({ aspect }) => aspect),
        flashRisk: Uint8Array.from(forms, ({ flashRisk }) => bit(flashRisk)),
      },
      content: {
        rating: Uint32Array.from(contents, ({ rating }) => rating),
        titleRating: Uint32Array.from(contents, ({ titleRating }) => titleRating),
        band: Uint8Array.from(contents, ({ band }) => band),
        descriptors: Uint32Array.from(contents, ({ descriptors }) => descriptors),
      },
      format: { leastHeight: Uint16Array.from(this.formats.values.flat()) },
      speech: { languages: bitRows(this.speeches.values, languages) },
    }
  }
}

/** The lowest height on offer by codec, 0 without that codec. */
function leastHeights(record: Asset): readonly number[] {
  return CODECS.map((codec) => {
    const heights = record.renditions.filter((rendition) => rendition.codec === codec).map(({ height }) => height)
    return heights.length === 0 ? 0 : Math.min(...heights)
  })
}
