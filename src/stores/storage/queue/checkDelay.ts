import { checkOption } from '../../../core/internal.ts'

/** The longest delay that a timer can have: past it, `setTimeout` rings at once. */
const LONGEST_TIMER = 2 ** 31

/** @throws {ChatStreamError} `argument` where an option is no time to wait, in milliseconds */
export function checkDelay(option: string, value: number): void {
  checkOption(option, value, value >= 0 && value < LONGEST_TIMER, 'milliseconds')
}
