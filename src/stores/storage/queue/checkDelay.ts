import { checkOption } from '../../../core/internal.ts'

/** The first delay too long for a timer, in milliseconds: `setTimeout` fires immediately from here on. */
const LONGEST_TIMER = 2 ** 31

/**
 * Checks an option that is a delay in milliseconds.
 *
 * @throws {ChatStreamError} `argument` if it is not a delay that a timer can wait for
 */
export function checkDelay(option: string, value: number): void {
  checkOption(option, value, value >= 0 && value < LONGEST_TIMER, 'milliseconds')
}
