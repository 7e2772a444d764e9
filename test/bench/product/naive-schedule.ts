import { PLACE } from '../catalogue/asked.ts'
import { NAIVE_KEY, type NaiveSchedule } from '../naive/answer.ts'
import { openLarge } from './decision.ts'
import { putAll } from './edge.ts'
import { readCandidates } from './read-candidates.ts'

/** Puts the made-up schedule of a size into a KV folder, as the JSON that the naive services read; its bytes. */
export async function putNaiveSchedule(candidates: number, kvFolder: string): Promise<number> {
  const opened = openLarge(candidates)
  const { snapshot } = opened
  const schedule: NaiveSchedule = {
    candidates: readCandidates(snapshot, PLACE.country),
    surfaces: snapshot.rules.surfaces,
    guestCap: snapshot.rules.territories.find(({ code }) => code === PLACE.country)?.guestCap ?? 0,
    timeZone: PLACE.timeZone,
  }
  const json = JSON.stringify(schedule)
  await putAll(kvFolder, new Map([[NAIVE_KEY, json]]))
  return Buffer.byteLength(json)
}
