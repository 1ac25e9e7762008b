import { expect, type Locator, type Page } from '@playwright/test'
import { messageText } from './messageText.ts'
import { SettingsDialog } from './SettingsDialog.ts'
import { Sidebar } from './Sidebar.ts'

/** The app as a person meets it: by roles and names alone, which are a contract. */
export class ChatPage {
  readonly page: Page
  readonly sidebar: Sidebar
  readonly settings: SettingsDialog
  readonly composer: Locator
  readonly send: Locator
  readonly stop: Locator
  readonly log: Locator
  /** Every message, questions and answers. */
  readonly messages: Locator
  readonly questions: Locator
  readonly answers: Locator
  readonly lastAnswer: Locator
  /** What went wrong, in words. */
  readonly alert: Locator
  readonly retry: Locator
  readonly regenerate: Locator
  readonly scrollToEnd: Locator
  /** The news for those who do not see the page. */
  readonly news: Locator

  constructor(page: Page) {
    this.page = page
    this.sidebar = new Sidebar(page)
    this.settings = new SettingsDialog(page)
    this.composer = page.getByRole('textbox', { name: 'Message' })
    this.send = page.getByRole('button', { name: 'Send' })
    this.stop = page.getByRole('button', { name: 'Stop' })
    this.log = page.getByRole('log', { name: 'Conversation' })
    this.messages = this.log.getByRole('article')
    this.questions = this.log.getByRole('article', { name: 'You' })
    this.answers = this.log.getByRole('article', { name: 'Assistant' })
    this.lastAnswer = this.answers.last()
    this.alert = this.log.getByRole('alert')
    this.retry = this.log.getByRole('button', { name: 'Retry' })
    this.regenerate = this.log.getByRole('button', { name: 'Regenerate' })
    this.scrollToEnd = page.getByRole('button', { name: 'Scroll to end' })
    this.news = page.getByRole('status')
  }

  async open(address = '/'): Promise<void> {
    await this.page.goto(address)
    await expect(this.composer).toBeVisible()
  }

  async ask(question: string): Promise<void> {
    await this.composer.fill(question)
    await this.composer.press('Enter')
  }

  /** Waits until an answer says exactly this. */
  async expectAnswer(text: string, answer = this.lastAnswer): Promise<void> {
    await expect.poll(() => messageText(answer)).toBe(text)
  }

  /** Waits until nothing is being answered any more. */
  async expectIdle(): Promise<void> {
    await expect(this.news).toHaveText(/^Answer /)
    await expect(this.stop).toBeHidden()
  }

  /** The words of the failure's Details, opened. */
  async openDetails(): Promise<Locator> {
    const details = this.alert.getByRole('group')
    await details.getByText('Details').click()
    return details
  }
}
