import MiniSearch from 'minisearch'
import { passes } from '../naive/filter.ts'
import type { Peer } from './peer.ts'

/** The words that an index can look up; the rest of the gates are a filter over its hits. */
const FIELDS = ['surfaces', 'aspect', 'kind'] as const

/** A full-text index: it finds the surface's own, and a predicate does the rest. */
export const minisearch: Peer = {
  name: 'MiniSearch',
  over: (candidates) => {
    const index = new MiniSearch<Record<string, string | number>>({
      ...{ fields: [...FIELDS], idField: 'index', tokenize: (text: string) => text.split(' ') },
      processTerm: (term: string) => term,
    })
    index.addAll(
      candidates
        .map((each) => ({ ...each, surfaces: each.surfaces.join(' ') }))
        .map(({ index: number, surfaces, aspect, kind }) => ({ index: number, surfaces, aspect, kind })),
    )
    return (request) => {
      const { surface } = request
      const anyOf = (field: (typeof FIELDS)[number], words: readonly string[]) => ({
        combineWith: 'OR' as const,
        fields: [field],
        queries: [...words],
      })
      const query = {
        combineWith: 'AND' as const,
        queries: [anyOf('surfaces', [surface.id]), anyOf('aspect', surface.aspects), anyOf('kind', surface.kinds)],
      }
      const hits = index.search(query, {
        filter: ({ id }) => {
          const candidate = candidates[id]
          return candidate !== undefined && passes(candidate, request)
        },
      })
      return hits.map(({ id }): number => id)
    }
  },
}
