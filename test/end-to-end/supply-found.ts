import { ask } from './device.ts'
import { ffJson } from './stack-process.ts'

interface Supply {
  readonly buckets: readonly { asked: number; answered: number }[]
}

/** Asks for five tiles in New Zealand, two of them of a title that nobody knows. */
export async function askForSupply(edgeUrl: string): Promise<void> {
  for (const query of ['', '', '', '&titleId=ttl_nowhere', '&titleId=ttl_nowhere']) {
    await ask(edgeUrl, `/v1/autoplay?surface=browse-tile${query}`, { country: 'NZ' })
  }
}

/** What `ff supply` finds of New Zealand: `<answered> of <asked for>`. */
export async function supplyFound(state: string, ...flags: string[]): Promise<string> {
  const { buckets } = await ffJson<Supply>(state, 0, 'supply', '--territory', 'NZ', ...flags)
  const sum = (of: 'asked' | 'answered') => buckets.reduce((all, bucket) => all + bucket[of], 0)
  return `${sum('answered')} of ${sum('asked')}`
}
