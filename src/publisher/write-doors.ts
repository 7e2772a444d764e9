import { NarrowingFinder } from '../compile/narrowing/narrowings.ts'
import { territoryWithoutLength } from '../compile/time/lengthless-window.ts'
import { isTimeZone } from '../feeds/feed-lookups.ts'
import { absurdTime } from '../rules/lookup/absurd-time.ts'
import { isSelector } from '../rules/lookup/expand-territories.ts'
import type { IngestDependencies } from '../schedule/ingest/ingest.ts'
import { askForHeld } from './campaigns/ask-for-held.ts'
import { secondPersonRules } from './campaigns/second-person-rules.ts'
import type { PublisherContext } from './publisher-context.ts'
import { regionsOfCampaign } from './regions/regions-of.ts'
import { archiveChange, archivedChange } from './takedowns/journal/change-archive.ts'
import { standingOrders } from './takedowns/standing-orders.ts'
import { takeDownMany } from './takedowns/take-down.ts'
import { announcedNumber, withdraw } from './takedowns/withdraw.ts'

/** What whoever writes records needs of the publisher: the store, the rules, and the lists of what is withdrawn. */
export function writeDoors(publisher: PublisherContext, actor: string): Omit<IngestDependencies, 'takeDown'> {
  const finder = new NarrowingFinder(publisher.rules)
  return {
    ...(publisher.role !== undefined && { role: publisher.role }),
    redis: publisher.redis,
    now: publisher.now,
    newToken: publisher.newToken,
    wait: publisher.wait,
    regionsOf: (campaign) => regionsOfCampaign(publisher.rules, campaign),
    secondPerson: secondPersonRules(publisher.rules),
    isTerritory: (selector) => isSelector(publisher.rules, selector),
    isTimeZone,
    withoutLength: (window) => territoryWithoutLength(publisher.rules, window, window.territories),
    absurdTime: (campaign) => absurdTime(publisher.rules, campaign, publisher.now()),
    narrowingsOf: (change) => finder.of(change, publisher.now()),
    announcedNumber: () => announcedNumber(publisher),
    archiveChange: (change) => archiveChange(publisher, change),
    archivedChange: (number) => archivedChange(publisher, number),
    withdraw: (narrowings) => withdraw(publisher, narrowings),
    standingOrders: () => standingOrders(publisher),
    askApproval: (ids) => askForHeld(publisher, ids, actor),
    keepDown: (takedowns) => takeDownMany(publisher, takedowns, actor),
  }
}
