type Attributes = Record<string, string>;

class FakeElement {
  readonly attributes: Attributes;

  constructor(attributes: Attributes) {
    this.attributes = attributes;
  }

  getAttribute(name: string): string | null {
    return this.attributes[name] ?? null;
  }

  hasAttribute(name: string): boolean {
    return name in this.attributes;
  }
}

/** As much of an input as the agent looks at. */
export class FakeInput extends FakeElement {
  form: FakeForm | null = null;
  value = '';
}

export class FakeForm extends FakeElement {
  readonly elements: readonly FakeInput[] & { namedItem(name: string): FakeInput | null };

  constructor(attributes: Attributes, elements: readonly FakeInput[]) {
    super(attributes);
    const namedItem = (name: string) => elements.find(it => it.attributes['name'] === name) ?? null;
    this.elements = Object.assign([...elements], { namedItem });
    for (const element of elements) element.form = this;
  }
}

/** Puts the two in the place of the DOM's classes for the tests of this suite. */
export function withFakeForms(): void {
  const names = ['HTMLInputElement', 'HTMLFormElement'] as const;
  before(() => {
    Object.assign(globalThis, { HTMLInputElement: FakeInput, HTMLFormElement: FakeForm });
  });
  after(() => {
    for (const name of names) Reflect.deleteProperty(globalThis, name);
  });
}
