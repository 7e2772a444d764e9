import type { Browser } from 'playwright-core'
import { expect, it } from 'vitest'
import type { StackProcess } from '../../end-to-end/stack-process.ts'
import { openConsole, signInAddresses } from './open-console.ts'
import { campaignLine, draftExperiment, order, pushRun } from './stack-orders.ts'

/** What people come to the console for, each from the first page to the end by keyboard alone. */
export function journeys(at: () => { readonly stack: StackProcess; readonly browser: Browser }): void {
  const open = async (person: 'first' | 'second' = 'first') => {
    const [first, second] = signInAddresses(at().stack)
    return openConsole(at().browser, person === 'first' ? first : second)
  }

  it('somebody finds a withdrawn title and stops it, by keyboard alone', async () => {
    const { page, press, faults, close } = await open()
    await press('Control+k')
    await page.keyboard.type('take down sintel')
    await page.getByRole('option', { name: /^Take down .*title ttl_sintel/ }).waitFor()
    while (!(await page.getByRole('option', { selected: true }).textContent())?.includes('title ttl_')) {
      await press('ArrowDown')
    }
    await press('Enter')
    await page.waitForURL(/takedowns\/new\?target=ttl_/)
    await page.waitForSelector('body[data-ready]', { state: 'attached' })
    await page.getByLabel(/^Why/).focus()
    await page.keyboard.type('rights withdrawn')
    await press('Enter')
    await page.locator('#act[open]').getByText('ttl_sintel').first().waitFor()
    const { takedowns } = (await order(at().stack, 'GET', '/takedowns')) as {
      takedowns: { target: string; id: string }[]
    }
    expect(takedowns.map(({ target }) => target)).toContain('ttl_sintel')
    expect(faults).toEqual([])
    // First, because the page looks at the order again and again.
    await close()
    for (const { id } of takedowns) await order(at().stack, 'DELETE', `/takedowns/${id}`)
  })

  it('somebody sees what a learned run would change, and lets a region serve it, by keyboard alone', async () => {
    const run = await pushRun(at().stack)
    const { page, press, faults, close } = await open()
    await press('Control+k')
    await page.keyboard.type('activate learned fr')
    await page.getByRole('option', { name: 'Activate the newest learned run in fr' }).waitFor()
    await press('Enter')
    await page.waitForURL(/learning\/activate\?region=fr/)
    await page.getByText(`fr would serve ${run.slice(0, 12)}`).waitFor()
    await page.getByLabel('Reason').focus()
    await page.keyboard.type('the night')
    await press('Enter')
    await page.waitForURL(/learning\?region=fr/)
    await page.getByText('the night').first().waitFor()
    expect(faults).toEqual([])
    await close()
    await order(at().stack, 'POST', `/learned/${run}/retire`, { regions: ['fr'], reason: 'tests' })
  })

  it('somebody finds a draft and starts it for some viewers, by keyboard alone', async () => {
    const key = await draftExperiment(at().stack, 'deep-shelf')
    const { page, press, faults, close } = await open()
    await press('Control+k')
    await page.keyboard.type('start experiment deep')
    await page.getByRole('option', { name: `Start the experiment ${key}` }).waitFor()
    await press('Enter')
    await page.waitForURL(/experiments\/deep-shelf\/start/)
    await page.getByText('slate.browse-tile.head').first().waitFor()
    await page.getByLabel(/^Why/).focus()
    await page.keyboard.type('looks good off-line')
    await press('Enter')
    await page.waitForURL(/experiments\/deep-shelf$/)
    await page.getByText('looks good off-line').first().waitFor()
    expect(faults).toEqual([])
    await close()
    await order(at().stack, 'POST', `/experiments/${key}/stop`, { reason: 'tests' })
  })

  it('somebody on call rolls a region back, by keyboard alone', async () => {
    const { stack } = at()
    const { page, press, faults, close } = await open()
    const live = async () => ((await order(stack, 'GET', '/regions/uki')) as { snapshot: string }).snapshot
    await renameTrailer(stack)
    await order(stack, 'POST', '/regions/uki/publish', {})
    const before = await live()
    await press('/')
    await page.keyboard.type('roll uki')
    await press('Enter')
    await page.waitForURL(/regions\/uki\/rollback/)
    await page.waitForSelector('body[data-ready]', { state: 'attached' })
    await page.getByLabel(/reason/i).focus()
    await page.keyboard.type('the clip is wrong')
    await press('Enter')
    await expect.poll(live).not.toBe(before)
    expect(faults).toEqual([])
    await close()
  })

  it('a second person approves what the first one sent, by keyboard alone, and the first one cannot', async () => {
    const { stack } = at()
    await order(stack, 'POST', '/ingest', campaignLine('cmp_approved', 'draft'))
    await order(stack, 'POST', '/campaigns/cmp_approved/submit', { reason: 'ready' }, SEEN)
    const own = await open('first')
    await own.go('/console/approvals')
    await own.page.getByText('cmp_approved').first().waitFor()
    expect(await own.page.getByRole('button', { name: 'Approve exactly this' }).count()).toBe(0)
    await own.close()
    const { page, press, faults, go, close } = await open('second')
    await go('/console/approvals')
    await page.getByRole('button', { name: 'Approve exactly this' }).first().focus()
    await press('Enter')
    await expect
      .poll(async () => {
        const { campaign } = (await order(stack, 'GET', '/campaigns/cmp_approved')) as {
          campaign: { status: string }
        }
        return campaign.status
      })
      .toBe('approved')
    expect(faults).toEqual([])
    await close()
  })

  it('somebody mends an item in quarantine, which lets it in, by keyboard alone', async () => {
    const { stack } = at()
    await order(stack, 'PUT', '/feeds/journeys', {
      format: 'ndjson',
      owner: 'journeys',
      territories: ['DE'],
      mode: 'delta',
    })
    await order(stack, 'POST', '/feeds/journeys/deliveries?mode=delta', `${JSON.stringify(FAULTY_TITLE)}\n`)
    const { page, press, faults, go, close } = await open()
    await go('/console/quarantine')
    await page
      .getByRole('link', { name: /ttl_faulty/ })
      .first()
      .focus()
    await press('Enter')
    await page.waitForURL(/quarantine\/qua_/)
    await page.waitForSelector('body[data-ready]', { state: 'attached' })
    await press('m')
    await press('Control+a')
    await page.keyboard.type('movie')
    await press('Enter')
    const found = async () => (await order(stack, 'GET', '/search?q=ttl_faulty')) as { results: { id: string }[] }
    await expect.poll(async () => (await found()).results.map(({ id }) => id)).toEqual(['ttl_faulty'])
    expect(faults).toEqual([])
    await close()
  })

  it('somebody finds a video and reads why it is not shown, by keyboard alone', async () => {
    const { page, press, faults, close } = await open()
    await press('Control+k')
    await page.keyboard.type('ast_sintel-trailer')
    await page
      .getByRole('option', { name: /asset ast_sintel-trailer/ })
      .first()
      .waitFor()
    while (!(await page.getByRole('option', { selected: true }).textContent())?.includes('asset ast_sintel-trailer')) {
      await press('ArrowDown')
    }
    await press('Enter')
    await page.waitForURL(/why\?asset=ast_sintel-trailer/)
    await page
      .getByText(/ast_sintel-trailer is not shown/)
      .first()
      .waitFor()
    expect(
      await page
        .getByRole('row', { name: /maturity/ })
        .first()
        .textContent(),
    ).toContain('rules/ratings/DE.json')
    expect(faults).toEqual([])
    await close()
  })
}

/** The revision that was just written. */
const SEEN = { 'if-match': '"r1"' }

/** There is no such kind. */
const FAULTY_TITLE = {
  ...{ v: 1, type: 'title', id: 'ttl_faulty', name: { en: 'Faulty' }, kind: 'film' },
  ratings: [{ territory: 'DE', label: 'FSK 0' }],
  offers: [{ territories: ['DE'], start: '2026-01-01T00:00:00', types: ['subscription'] }],
}

/** A change that withdraws nothing: whoever rolls it back needs nobody else. */
async function renameTrailer(stack: StackProcess): Promise<void> {
  const { opsUrl, opsToken } = stack
  const exported = await fetch(`${opsUrl}/ops/v1/export`, { headers: { authorization: `Bearer ${opsToken}` } })
  const line = (await exported.text()).split('\n').find((each) => /"type":"asset".*"id":"ast_sintel/.test(each)) ?? '{}'
  const { record, ...rest } = JSON.parse(line) as { record?: Record<string, unknown> } & Record<string, unknown>
  const asset = record ?? rest
  await order(stack, 'POST', '/ingest', `${JSON.stringify({ ...asset, name: { en: 'Another name' } })}\n`)
}
