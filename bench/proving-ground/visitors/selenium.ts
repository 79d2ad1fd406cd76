import { partPath } from '../../../test/support/parts.ts';
import { CHROMIUM_ARGS } from '../../../test/support/plain-browser.ts';
import { tool } from '../tools.ts';
import type { Lab, Visitor } from '../visitor.ts';

/** What is used of selenium-webdriver, which ships no types. */
type Element = { sendKeys(text: string): Promise<void>; click(): Promise<void> };
type Driver = { get(url: string): Promise<void>; findElement(by: unknown): Promise<Element>; quit(): Promise<void> };
type Builder = {
  forBrowser(name: string): Builder;
  setChromeOptions(options: Options): Builder;
  setChromeService(service: ServiceBuilder): Builder;
  build(): Promise<Driver>;
};
type Options = {
  setChromeBinaryPath(path: string): Options;
  addArguments(...args: string[]): Options;
  excludeSwitches(...names: string[]): Options;
};
type ServiceBuilder = { setEnvironment(env: Record<string, string>): ServiceBuilder };
type Selenium = { Builder: new () => Builder; By: { css(selector: string): unknown } };
type Chrome = { Options: new () => Options; ServiceBuilder: new (path: string) => ServiceBuilder };

async function visitBySelenium(lab: Lab, headless: boolean, hidden: boolean): Promise<void> {
  const { Builder, By } = await tool<Selenium>('selenium-webdriver');
  const chrome = await tool<Chrome>('selenium-webdriver/chrome.js');
  const args = [...CHROMIUM_ARGS, ...(headless ? ['--headless=new'] : [])];
  const options = new chrome.Options().setChromeBinaryPath(partPath('chromium')).addArguments(...args);
  if (hidden) {
    options.addArguments('--disable-blink-features=AutomationControlled').excludeSwitches('enable-automation');
  }
  const service = new chrome.ServiceBuilder(partPath('chromedriver')).setEnvironment(await lab.env());
  const browser = await new Builder().forBrowser('chrome').setChromeOptions(options).setChromeService(service).build();
  lab.atEnd(() => browser.quit());
  await browser.get(lab.url);
  await (await browser.findElement(By.css('#username'))).sendKeys(lab.user);
  await (await browser.findElement(By.css('#password'))).sendKeys(lab.password);
  await (await browser.findElement(By.css('#login-submit'))).click();
  await lab.judged();
}

const selenium = (name: string, headless: boolean, hidden = false): Visitor => ({
  name,
  kind: 'tool',
  needs: ['chromium', 'chromedriver', 'xvfb'],
  visit: lab => visitBySelenium(lab, headless, hidden),
});

export const SELENIUM: readonly Visitor[] = [
  { ...selenium('selenium headless, typed', true), short: true },
  selenium('selenium headful, typed', false),
  selenium('selenium headful hidden, typed', false, true),
];
