import type { InjectionKey, Ref } from 'vue'

/** Injects whether answers are shown as plain text, because rendering them has crashed the tab. */
export const plainTextKey: InjectionKey<Readonly<Ref<boolean>>> = Symbol('plain text')
