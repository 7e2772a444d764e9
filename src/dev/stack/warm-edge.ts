import { REGION_IDS, type RegionId } from '../../model/nouns/region.ts'

/** Longest wait for one region, in milliseconds. After that it stays cold, and its first answer is a house ident. */
const REGION_MS = 5_000
const BETWEEN_MS = 50

/** Lets the local edge load the published snapshots, so that the first request gets a real answer. */
export async function warmEdge(edgeUrl: string): Promise<void> {
  await Promise.all(REGION_IDS.map((region) => warmRegion(edgeUrl, region)))
}

async function warmRegion(edgeUrl: string, region: RegionId): Promise<void> {
  const until = Date.now() + REGION_MS
  while (Date.now() < until) {
    const answer = await fetch(`${edgeUrl}/v1/status?region=${region}`).catch(() => null)
    const status: unknown = answer?.ok ? await answer.json() : null
    if (typeof status === 'object' && status !== null && 'rung' in status && status.rung === 'fresh') return
    await new Promise((resolve) => setTimeout(resolve, BETWEEN_MS))
  }
}
