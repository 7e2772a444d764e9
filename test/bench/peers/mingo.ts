import { Query } from 'mingo'
import type { NaiveRequest } from '../naive/candidate.ts'
import { UNRATED_AGE } from '../naive/filter.ts'
import type { Peer } from './peer.ts'

/** MongoDB's query language; the query is made for each request, as its values differ. */
export const mingo: Peer = {
  name: 'mingo',
  over: (candidates) => {
    const documents = candidates.map((candidate) => ({ ...candidate }))
    return (request) => {
      const query = new Query(queryFor(request))
      return documents.filter((document) => query.test(document)).map(({ index }) => index)
    }
  },
}

const openAt = (at: number) => ({ $elemMatch: { start: { $lte: at }, end: { $gt: at } } })

function queryFor(request: NaiveRequest): Record<string, unknown> {
  const { now, minuteOfWeek, surface, cap, device, codecs, maxHeight, entitlements } = request
  const rated = { 'rating.state': 'rated', 'rating.age': { $lte: cap } }
  return {
    surfaces: surface.id,
    aspect: { $in: surface.aspects },
    kind: { $in: surface.kinds },
    assetWindows: openAt(now),
    campaignWindows: openAt(now),
    hours: openAt(minuteOfWeek),
    embargoUntil: { $lte: now },
    bandAge: { $lte: cap },
    kids: { $ne: 'only' },
    renditions: { $elemMatch: { codec: { $in: codecs }, height: { $lte: maxHeight } } },
    $and: [
      { $or: [{ worldwide: true }, { offers: openAt(now) }] },
      { $or: [rated, ...(cap >= UNRATED_AGE ? [{ 'rating.state': 'unrated' }] : [])] },
      { $or: [{ devices: { $size: 0 } }, { devices: device }] },
      { $or: [{ entitlements: { $size: 0 } }, { entitlements: { $in: entitlements } }] },
    ],
  }
}
