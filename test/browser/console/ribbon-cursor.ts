import type { Page } from 'playwright-core'
import { gateLadder } from '../../../src/console/explained/gate-ladder.ts'
import type { ExplanationAnswer } from '../../../src/contracts/ops/answers/inquiries/explain.ts'

/** What the compiler leaves out for is counted by the publisher alone. */
const LEFT_OUT: readonly string[] = ['not-approved', 'ended']

/** What stands under the cursor of the preview. */
export interface UnderCursor {
  /** The claims of the viewer, and the instant. */
  readonly claims: string
  readonly now: string
  readonly slate: readonly string[]
  readonly gates: readonly string[]
  readonly score: string
}

/** What the page says, as soon as it has been said of where the cursor stands. */
export async function saidUnderCursor(page: Page): Promise<UnderCursor & { readonly source: string }> {
  const said = page.locator('[data-cursor-why]')
  const now = (await page.locator('[data-cursor-time]').getAttribute('datetime')) ?? ''
  const row = page.locator('.ribbon-row.under-cursor')
  const viewer = (await row.getAttribute('data-viewer')) ?? ''
  await page.locator(`[data-cursor-why][data-of="${viewer} ${now}"]`).waitFor()
  return {
    claims: (await row.getAttribute('data-claims')) ?? '',
    now,
    slate: await said
      .locator('[data-asset]')
      .evaluateAll((items) => items.map((item) => item.getAttribute('data-asset') ?? '')),
    gates: (await said.locator('.gates tr').evaluateAll(cellsOf))
      .filter(([gate = '']) => gate !== 'candidates' && !LEFT_OUT.includes(gate))
      .map(([gate, removed]) => `${gate} ${removed}`),
    score: (await said.locator('.score .sum td').last().textContent()) ?? '',
    source: (await said.getAttribute('data-source')) ?? '',
  }
}

/** What `POST /ops/v1/explain` says of the same viewer and instant, in the same words. */
export async function explainedUnderCursor(
  opsUrl: string,
  signIn: string,
  { claims, now }: Pick<UnderCursor, 'claims' | 'now'>,
): Promise<UnderCursor> {
  const answer = await fetch(new URL('/ops/v1/explain', opsUrl), {
    method: 'POST',
    headers: { authorization: `Bearer ${new URL(signIn).hash.slice(1)}`, 'content-type': 'application/json' },
    body: JSON.stringify({ surface: 'home-hero', country: 'DE', now, limit: 5000, ...JSON.parse(claims) }),
  })
  const explanation = (await answer.json()) as ExplanationAnswer
  return {
    claims,
    now,
    slate: explanation.kept.filter(({ reason }) => reason === null).map(({ assetId }) => assetId),
    gates: gateLadder(explanation)
      .filter(({ gate }) => !LEFT_OUT.includes(gate))
      .map(({ gate, removed }) => `${gate} −${removed.length}`),
    score: `+${explanation.kept[0]?.score.toFixed(2)}`,
  }
}

function cellsOf(rows: readonly { readonly children: Iterable<{ readonly textContent: string | null }> }[]) {
  return rows.map(({ children }) => [...children].map(({ textContent }) => textContent ?? ''))
}
