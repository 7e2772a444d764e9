import type { madeUpLikes } from './made-up-likes.ts'

type World = ReturnType<typeof madeUpLikes>

/** The likes as `ff learn evaluate --interactions` reads them. */
export function likesCsv({ likes }: World): string {
  return csv(
    'user,item,timestamp,label',
    likes.map(({ user, item, timestamp }) => `${user},${item},${timestamp},1`),
  )
}

/** The titles as `ff learn evaluate --items` reads them. */
export function itemsCsv({ items }: World): string {
  return csv(
    'item,genres,tags,year',
    items.map(({ item, genres, tags, year }) => `${item},${genres.join('|')},${tags.join('|')},${year}`),
  )
}

function csv(heads: string, rows: readonly string[]): string {
  return `${[heads, ...rows].join('\n')}\n`
}
