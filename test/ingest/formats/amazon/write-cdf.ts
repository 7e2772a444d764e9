import type { Title } from '../../../../src/model/nouns/title.ts'
import { element } from '../xml/written-xml.ts'
import { cdfOf } from './cdf-documents.ts'

const WORKS: Readonly<Record<string, string>> = {
  movie: 'Movie',
  series: 'TvShow',
  season: 'TvSeason',
  episode: 'TvEpisode',
  event: 'TvSpecial',
}
const OFFERS: Readonly<Record<string, string>> = {
  free: 'FreeOffer',
  subscription: 'SubscriptionOffer',
  buy: 'PurchaseOffer',
  rent: 'RentalOffer',
}

/** A title as a work of CDF, as far as the format can say it; `itemId` and `parent` are ids of works. */
export function writeCdf(title: Title, itemId: string, parent: string | null): string {
  const offers = title.offers.map(({ types, territories, start, end }) =>
    element(OFFERS[types[0] ?? ''] ?? '', {}, [
      element(
        'Regions',
        {},
        territories.map((code) => element('Country', {}, code)),
      ),
      element('WindowStart', {}, `${start}Z`),
      ...(end === null ? [] : [element('WindowEnd', {}, `${end}Z`)]),
    ]),
  )
  const names = Object.entries(title.name).map(([locale, name]) => element('Title', { locale }, name))
  const ratings = title.ratings.map(({ label }) =>
    element('ContentRating', {}, [element('System', {}, 'MPAA'), element('Certification', {}, label)]),
  )
  return cdfOf(
    element(WORKS[title.kind] ?? '', {}, [
      element('ID', {}, itemId),
      ...title.externalIds.map(({ idType, id }) => element('ExternalID', { scheme: idType.toLowerCase() }, id)),
      element('Titles', {}, names),
      element('Offers', {}, offers),
      element(
        'Genres',
        {},
        title.genres.map((genre) => element('Genre', { locale: 'en-US' }, genre)),
      ),
      element('ContentRatings', {}, ratings),
      ...(title.releasedOn === null ? [] : [element('ReleaseDate', {}, `${title.releasedOn}T00:00:00`)]),
      ...(parent === null ? [] : [element(title.kind === 'episode' ? 'SeasonID' : 'ShowID', {}, parent)]),
    ]),
  )
}
