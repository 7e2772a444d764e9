import type { Browser, Page } from 'playwright-core'
import { expect, it } from 'vitest'
import type { StackProcess } from '../../end-to-end/stack-process.ts'
import { openConsole, signInAddresses } from './open-console.ts'
import { campaignLine, order } from './stack-orders.ts'

/** What people do to campaigns in the calendar. */
export function calendarJourneys(at: () => { readonly stack: StackProcess; readonly browser: Browser }): void {
  const open = () => openConsole(at().browser, signInAddresses(at().stack)[0])

  it('somebody moves a campaign by a quarter of an hour and takes it back, by keyboard alone', async () => {
    const { stack } = at()
    const { page, press, faults, go, close } = await open()
    const start = () => startOf(stack, 'cmp_moved')
    await order(stack, 'POST', '/ingest', campaignLine('cmp_moved', 'draft'))
    const before = await start()
    await go('/console/schedule?where=dach&q=cmp_moved')
    await press('j')
    await press(']')
    await page.getByText(/12:15/).first().waitFor()
    await press('Enter')
    await page.locator('#said', { hasText: 'u undoes it' }).waitFor()
    expect(await start()).not.toBe(before)
    await press('u')
    await page.locator('#said', { hasText: 'Undone' }).waitFor()
    expect(await start()).toBe(before)
    expect(faults).toEqual([])
    await close()
  })

  it('a bar is dragged by the mouse: it shows the new times of each place before it is dropped, and u undoes it', async () => {
    const { stack } = at()
    const { page, press, faults, go, close } = await open()
    await order(stack, 'POST', '/ingest', campaignLine('cmp_dragged', 'draft'))
    const before = await startOf(stack, 'cmp_dragged')
    await go('/console/schedule?where=dach&q=cmp_dragged&days=7')
    await drag(page, 80)
    // What was shown of a place on the way there is not said.
    await said(page, 'later')
    expect(await page.locator('[data-moving]').textContent()).toContain('the linter finds nothing new')
    const told = await page.locator('[data-moving] tr', { hasText: 'DE' }).textContent()
    expect(await startOf(stack, 'cmp_dragged')).toBe(before)
    await page.mouse.up()
    await said(page, 'u undoes it')
    const after = await startOf(stack, 'cmp_dragged')
    expect(after).not.toBe(before)
    expect(told).toContain(after.slice(11, 16))
    await press('u')
    await said(page, 'Undone')
    expect(await startOf(stack, 'cmp_dragged')).toBe(before)
    await drag(page, 80)
    await press('Escape')
    await page.mouse.move(900, 400)
    await page.mouse.up()
    expect(await page.locator('.ghost').count()).toBe(0)
    expect(page.url()).toContain('/console/schedule?')
    expect(faults).toEqual([])
    await close()
  })

  it('somebody who was slower sees both sides, takes either, or moves on from there, by keyboard alone', async () => {
    const { stack } = at()
    const id = 'cmp_contested'
    const { page, press, faults, go, close } = await open()
    await order(stack, 'POST', '/ingest', campaignLine(id, 'draft'))
    const meanwhile = async (time: string) => {
      const { campaign } = await stored(stack, id)
      const start = `${campaign.start.slice(0, 10)}T${time}:00`
      await order(stack, 'PUT', `/campaigns/${id}`, { ...campaign, start }, { 'if-match': '*' })
    }
    const time = async () => (await startOf(stack, id)).slice(11, 16)
    await go(`/console/schedule?where=dach&q=${id}`)
    await page.locator('[data-bar]').first().focus()
    await press(']')
    await page.locator('[data-moving]').getByText(/12:15/).first().waitFor()
    await meanwhile('15:00')
    await press('Enter')
    const both = page.locator('[data-conflict]')
    await both.waitFor()
    expect(await both.textContent()).toMatch(/You saw: .*12:00 to .*it now goes from .*15:00/s)
    await press('Tab', 'Enter')
    await page.locator('[data-moving]').getByText(/15:15/).first().waitFor()
    await both.waitFor({ state: 'detached' })
    await press('Enter')
    await said(page, 'u undoes it')
    expect(await time()).toBe('15:15')
    await meanwhile('18:00')
    await press(']')
    await both.waitFor()
    await press('Tab', 'Tab', 'Enter')
    await said(page, 'u undoes it')
    expect(await time()).toBe('15:30')
    await meanwhile('20:00')
    await press(']')
    await both.waitFor()
    await press('Enter')
    await said(page, 'It stays as it is')
    expect(await time()).toBe('20:00')
    expect(faults).toEqual([])
    await close()
  })
}

interface Stored {
  readonly campaign: { readonly start: string }
}

async function stored(stack: StackProcess, id: string): Promise<Stored> {
  return (await order(stack, 'GET', `/campaigns/${id}`)) as Stored
}

async function startOf(stack: StackProcess, id: string): Promise<string> {
  return (await stored(stack, id)).campaign.start
}

function said(page: Page, words: string): Promise<void> {
  return page.locator('#said', { hasText: words }).waitFor()
}

/** Drags the first bar to the right, and holds it there. */
async function drag(page: Page, pixels: number): Promise<void> {
  const box = await page.locator('[data-bar]').first().boundingBox()
  if (box === null) throw new Error('the calendar has no bar')
  await page.mouse.move(box.x + 10, box.y + 8)
  await page.mouse.down()
  await page.mouse.move(box.x + 10 + pixels, box.y + 8, { steps: 4 })
}
