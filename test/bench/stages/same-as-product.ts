import { HOT_PATHS } from '../http/product-targets.ts'
import { getOnce } from '../load/get-once.ts'
import { ONCE, PRODUCT } from './names.ts'

/** Of an answer, what is sealed anew or tells the time. */
const OWN: readonly string[] = ['token', 'session', 'serverTime', 'validForMs', 'ageSeconds']

/**
 * Stages that answer otherwise than the product would be those of something else: stops the suite when the same request
 * gets two answers, and shows both.
 */
export async function mustAnswerAlike(port: number, headers: Readonly<Record<string, string>>): Promise<void> {
  for (const path of HOT_PATHS) {
    const ask = (stage: string) => getOnce(port, `${path}&requestId=alike`, { ...headers, 'x-bench-stage': stage })
    const [product, composed] = [comparable(await ask(PRODUCT)), comparable(await ask(ONCE))]
    if (product === composed) continue
    throw new Error(`the stages do not answer ${path} as the product does: ${composed} instead of ${product}`)
  }
}

function comparable(answer: string): string {
  return JSON.stringify(JSON.parse(answer), (name, value: unknown) => (OWN.includes(name) ? undefined : value))
}
