import { mount, type VueWrapper } from '@vue/test-utils'
import type { Component } from 'vue'
import { createTestTexts } from '../../app/i18n/i18n.test-helper.ts'

interface MountOptions {
  props?: Record<string, unknown>
  slots?: Record<string, string>
  language?: 'en' | 'zh-CN'
  /** Values that the app provides for injection. */
  provide?: Record<symbol, unknown>
}

/** Mounts a component into the page, with the app's UI texts. */
export function mountWithTexts(
  component: Component,
  { props = {}, slots = {}, language = 'en', provide = {} }: MountOptions = {},
): VueWrapper {
  return mount(component, {
    props,
    slots,
    attachTo: document.body,
    global: { plugins: [createTestTexts(language)], provide },
  })
}

/** Finds a button by its accessible name, as the browser tests do. */
export function findButton(wrapper: VueWrapper, name: string) {
  return wrapper
    .findAll('button')
    .find((button) => (button.attributes('aria-label') ?? button.text()) === name)
}

/** Like `findButton`, but throws if the button does not exist. */
export function getButton(wrapper: VueWrapper, name: string) {
  const button = findButton(wrapper, name)
  if (!button) throw new Error(`There is no button "${name}" in:\n${wrapper.html()}`)
  return button
}
