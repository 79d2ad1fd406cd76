import type { FieldWords } from './field-words.ts';

/** What each field of an answer means. Where English is missing, the schema says it. */
export const ANSWER_WORDS: Readonly<Record<string, FieldWords>> = {
  'ScreeningAnswer.id': { ja: '審査の番号。', en: 'The screening’s id.' },
  'ScreeningAnswer.verdict': {
    ja: '審査結果。OK は通す、REVIEW は追加認証を求める、NG は止める。',
    en: 'OK: let it pass. REVIEW: ask for a further proof. NG: stop it.',
  },
  'ScreeningAnswer.score': {
    ja: '0～100。大きいほど危険で、bot と takeover の大きいほうです。',
    en: '0 to 100, high is risk: the greater of bot and takeover.',
  },
  'ScreeningAnswer.mode': {
    ja: 'observe（様子見：いつも OK と答えます）か enforce（本番）か。',
    en: 'observe: the answer is always OK. enforce: it counts.',
  },
  'ScreeningAnswer.wouldBe': { ja: 'enforce であった場合の審査結果。' },
  'ScreeningAnswer.decidedBy': {
    ja: '何で決まったか。左にあるものほど優先します。',
    en: 'What decided; the ones further left stand above the others.',
  },
  'ScreeningAnswer.degraded': {
    ja: '使えなかったもの。あるときだけ付きます。',
    en: 'What could not be used; there only if something was.',
  },
  'ScreeningAnswer.replayed': {
    ja: 'true：同じ問い合わせの繰り返しなので、保存してある答えです。',
    en: 'true: the same question again, so this is the stored answer.',
  },
  'ScreeningAnswer.reasons': { ja: '判断の根拠。', en: 'What speaks for and against it.' },
  'ScreeningAnswer.bot': {
    ja: 'プログラムが操作しているか。',
    en: 'Is it operated by a program?',
  },
  'ScreeningAnswer.bot.verdict': { ja: 'bot だけについての結果。', en: 'By this question alone.' },
  'ScreeningAnswer.bot.kind': {
    ja: 'プログラムの種類。分からなければ null。',
    en: 'What kind of program; null: not known.',
  },
  'ScreeningAnswer.bot.program': {
    ja: '検証できた登録プログラムの名前。なければ null。',
  },
  'ScreeningAnswer.bot.kindProvenance': {
    ja: '種類の確かさ。claimed は自らの名乗りや特徴によるもので、証明ではありません。',
    en: 'How sure the kind is. claimed: by its own name or tells, which prove nothing.',
  },
  'ScreeningAnswer.bot.score': { ja: 'logit を 0～100 に直したもの。', en: 'The logit as 0 to 100.' },
  'ScreeningAnswer.bot.prior': {
    ja: '根拠を見る前の値（対数オッズ）。',
    en: 'Before any evidence, in log-odds.',
  },
  'ScreeningAnswer.bot.logit': {
    ja: 'prior と、理由の counted の合計（対数オッズ）。',
    en: 'prior plus the reasons’ counted, in log-odds.',
  },
  'ScreeningAnswer.takeover': { ja: '持ち主ではない人が操作しているか。', en: 'Is it someone other than the owner?' },
  'ScreeningAnswer.takeover.score': { ja: 'logit を 0～100 に直したもの。', en: 'The logit as 0 to 100.' },
  'ScreeningAnswer.takeover.prior': { ja: '根拠を見る前の値（対数オッズ）。', en: 'Before any evidence, in log-odds.' },
  'ScreeningAnswer.takeover.logit': {
    ja: 'prior と、理由の counted の合計（対数オッズ）。',
    en: 'prior plus the reasons’ counted, in log-odds.',
  },
  'ScreeningAnswer.counterfactual': {
    ja: '何が違えば結果が変わったか。OK のときなどは null。',
    en: 'The smallest change that would have led to another verdict, or null.',
  },
  'ScreeningAnswer.counterfactual.verdict': { ja: 'その場合の結果。', en: 'What it would have been.' },
  'ScreeningAnswer.counterfactual.change': { ja: '違っていたはずの特徴量。', en: 'The features that would differ.' },
  'ScreeningAnswer.counterfactual.change.feature': { ja: '特徴量の名前。', en: 'The feature’s name.' },
  'ScreeningAnswer.counterfactual.change.from': { ja: '実際の値。', en: 'Its value.' },
  'ScreeningAnswer.counterfactual.change.to': {
    ja: '結果が変わる値。',
    en: 'The value that would change the verdict.',
  },
  'ScreeningAnswer.account': {
    ja: '問い合わせたアカウント。なければ null。',
    en: 'The account asked about, or null.',
  },
  'ScreeningAnswer.account.ref': {
    ja: '番号の代わりに使える参照 acc_…。元の番号は分かりません。',
    en: 'A reference to use in place of the id, acc_…; it does not tell the id.',
  },
  'ScreeningAnswer.lock': {
    ja: 'ログインで、このアカウントがパスワードを受け付けるか。信用された端末と、それ以外とで別々に数えます。観察中や、数えられないときは null。',
  },
  'ScreeningAnswer.lock.state': { ja: '受け付ける（open）、しばらく受け付けない（locked）。', en: 'Whether it does.' },
  'ScreeningAnswer.lock.lane': {
    ja: 'どちらの数か。信用された端末（vouched-device）、それ以外（others）。',
    en: 'Whose tries were counted: those at vouched devices, or all others.',
  },
  'ScreeningAnswer.lock.until': { ja: 'いつまで受け付けないか。', en: 'Until when it takes none.' },
  'ScreeningAnswer.device': { ja: '端末（ブラウザ）と、それが何で分かったか。ページからの情報がなければ null。' },
  'ScreeningAnswer.device.id': {
    ja: '端末の番号 dev_…。分からなければ null。',
    en: 'Its id, dev_…, or null where it is not known.',
  },
  'ScreeningAnswer.device.by': {
    ja: '何で分かったか。鍵で証明（key）、Cookie で認識（cookie）、見かけからの推定（linked）、分からない（none）。推定は信用にも状態にも使いません。',
    en: 'How it was known: proven by its key, recognised by its cookie, linked by its image alone (a guess: it earns no trust and moves no status), or not at all.',
  },
  'ScreeningAnswer.device.recallId': {
    ja: '同じ機種・同じ環境の見かけを表す番号。クローンの PC や同じ機種の iPhone は同じになります。数えるためのもので、端末の証明にはなりません。',
    en: 'One image of a machine; clones share it, and iPhones of one model. For counting, never for trust.',
  },
  'ScreeningAnswer.device.status': {
    ja: 'このアカウントでの状態。有効（active）、不正（fraudulent）、重複（shared）、不明（unproven）、待機中（pending）。',
    en: 'Its status on this account.',
  },
  'ScreeningAnswer.device.confidence': {
    ja: '同じ端末であることの確かさ（0〜1）。鍵で証明されていれば1。',
    en: 'How sure it is that it is the same browser, 0 to 1; proven by its key: 1.',
  },
  'ScreeningAnswer.device.keyProven': {
    ja: 'ブラウザが鍵で署名し、確かめられたか。',
    en: 'Whether the browser signed with its key, and the signature holds.',
  },
  'ScreeningAnswer.device.vouched': {
    ja: 'この鍵が、このアカウントの本人のものと確かめられているか。',
    en: 'Whether something strong spoke for its key on this account, and still holds.',
  },
  'ScreeningAnswer.device.linked': {
    ja: '鍵も Cookie も知られていないとき、このアカウントのどの端末に似ているか。どちらかが知られていれば null。',
    en: 'Where neither its key nor its cookie is known: which of the account’s devices it resembles; else null.',
  },
  'ScreeningAnswer.device.linked.id': {
    ja: '似ている端末の番号。言い切れなければ null。',
    en: 'That device’s id, or null where it cannot be said.',
  },
  'ScreeningAnswer.device.linked.confidence': {
    ja: '最も似た端末と同じである確かさ（0〜1）。',
    en: 'How sure it is that it is the likeliest one, 0 to 1.',
  },
  'ScreeningAnswer.device.linked.abstains': {
    ja: '言い切らない理由。似た端末がない、ほかのアカウントの端末にだけ似ている、確かでない、同じ見かけが多い、情報が少ない、見分けのつかない機種（iPhone など）。',
    en: 'Why none is named: see docs/linking.md.',
  },
  'ScreeningAnswer.stepUp': {
    ja: '求めるべき追加認証。なければ null。OK でも求めることがあります。',
    en: 'The further proof to ask for, or null. It may come with any verdict.',
  },
  'ScreeningAnswer.stepUp.grade': {
    ja: '必要な強さ。右にあるものほど強い。',
    en: 'How strong it must be; the strongest is last.',
  },
  'ScreeningAnswer.stepUp.channels': { ja: '使える方法。', en: 'Ways to do it.' },
  'ScreeningAnswer.policy': { ja: '使った審査ポリシー。', en: 'The policy that was used.' },
  'ScreeningAnswer.policy.revision': { ja: 'その版。', en: 'Its revision.' },
  'ScreeningAnswer.tookMs': { ja: '審査にかかった時間（ミリ秒）。', en: 'Milliseconds that the judgement took.' },

  'Reason.code': { ja: '理由のコード。意味は変わりません。', en: 'The reason’s code; its meaning stays.' },
  'Reason.hypothesis': { ja: 'どちらの問いについての根拠か。', en: 'Which question it speaks to.' },
  'Reason.family': {
    ja: '根拠の仲間。仲間ごとに上限があります。',
    en: 'Evidence that moves together; each family has a cap.',
  },
  'Reason.provenance': {
    ja: 'もとになった情報の確かさ。ブラウザの申告（claimed）、サーバーが見たもの（observed）、証明されたもの（proven）。',
    en: 'How sure its source is: said by the browser, seen by the server, or proven.',
  },
  'Reason.weight': { ja: '検知器自身の重み（対数オッズ）。' },
  'Reason.counted': { ja: '上限や優先順位を当てはめた後に、実際に数えた重み。' },
  'Reason.audience': {
    ja: 'だれ向けか。お客様（customer）に見せてよいのは、決まった一文だけです。',
    en: 'Whom it is for. To a customer, show only the one generic sentence.',
  },
  'Reason.text': { ja: '理由の文章。', en: 'The reason in words.' },
  'Reason.text.ja': { ja: '日本語。', en: 'In Japanese.' },
  'Reason.text.en': { ja: '英語。', en: 'In English.' },
  'Reason.facts': { ja: '根拠にした値。外から来た文字列を含むことがあるので、表示するときはエスケープしてください。' },

  'Screening.createdAt': { ja: '審査した日時。', en: 'When it was judged.' },
  'Screening.domain': { ja: '審査の分野。', en: 'As asked.' },
  'Screening.action': { ja: '問い合わせた操作。', en: 'As asked.' },
  'Screening.phase': { ja: '問い合わせたときの段階。', en: 'As asked.' },
  'Screening.channel': { ja: '操作の経路。', en: 'As asked.' },
  'ScreeningsPage.items': { ja: '審査。新しい順。', en: 'The screenings, newest first.' },
  'ScreeningsPage.next': {
    ja: '次のページの `cursor`。最後のページでは null。',
    en: 'The `cursor` of the next page; null at the end.',
  },

  'AccountData.history': {
    ja: 'アカウントの履歴。参照ごとに1つ。なければ空です。',
    en: 'The account’s history under each of its references; empty: there is none.',
  },
  'AccountData.listed': {
    ja: 'このアカウントについてのリストの項目。終わったものも含みます。',
    en: 'The list entries on this account, also those that ended.',
  },
  'AccountData.screenings': { ja: '審査。新しい順。', en: 'The screenings, newest first.' },
  'AccountData.next': {
    ja: '次のページの `cursor`。最後のページでは null。',
    en: 'The `cursor` of the next page; null at the end.',
  },
  'AccountHistory.ref': { ja: 'アカウントの参照 acc_…。', en: 'The account’s reference, acc_….' },
  'AccountHistory.firstSeenAt': { ja: '初めて見た日時。', en: 'When it was first seen.' },
  'AccountHistory.lastSeenAt': { ja: '最後に見た日時。', en: 'When it was last seen.' },
  'AccountHistory.counters': {
    ja: '回数。5分、1時間、24時間、30日ごと。',
    en: 'How often, over 5 minutes, an hour, 24 hours and 30 days.',
  },
  'AccountHistory.distincts': {
    ja: '異なるものの数。値そのものは保存していません。',
    en: 'How many different ones; the values themselves are not stored.',
  },
  'AccountHistory.lists': {
    ja: '覚えている番号。logins は、異議のないログインの審査です。',
    en: 'Ids that are remembered; logins: the screenings of undisputed logins.',
  },
  'KeptScreening.addressRef': {
    ja: 'IP アドレスの参照。元のアドレスは分かりません。',
    en: 'A reference of the address; it does not tell the address.',
  },
  'KeptScreening.features': { ja: '判定に使った特徴量。', en: 'The features it was judged by.' },
  'KeptScreening.evidence': {
    ja: '検知器が言ったことのすべて。数えなかったものも含みます。',
    en: 'All that detectors said, also what did not count.',
  },
  'KeptScreening.dataVersions': { ja: '使ったデータの版。', en: 'Versions of the data that was used.' },
  'KeptScreening.personal': {
    ja: '問い合わせに含まれていた個人の情報と、ページの報告。90日で消え、その後は null。',
    en: 'What the question said of the person, and the page’s report; deleted after 90 days, then null.',
  },
  'KeptScreening.report': {
    ja: 'まだ一時的に残っている、ページの報告の全体。消えた後は null。',
    en: 'The page’s whole report as long as it is still held; then null.',
  },
  'ErasedAccount.screenings': { ja: '消した審査の数。', en: 'How many screenings were deleted.' },

  'Nonce.nonce': { ja: '使い捨ての値。', en: 'Good for one report.' },
  'Nonce.expiresInMs': { ja: '有効な時間（ミリ秒）。', en: 'For how many milliseconds.' },
  'Nonce.seed': {
    ja: 'スクリプトが調べる順序と方法を決める値（設置ごとに異なります）。',
    en: 'In which order, and of which of several forms, the agent takes its probes: each installation has its own.',
  },
  'Nonce.workBits': {
    ja: '計算を求める場合の難しさ（先頭に必要な0のビット数）。',
    en: 'Where the site asks for work: the zero bits that each puzzle wants.',
  },
  'Nonce.fingerprint': {
    ja: 'スクリプトがどこまで調べるか。light では描画・音・フォントを調べません。',
    en: 'How far the agent looks; light: nothing is drawn, played or laid out for measuring.',
  },
  'Token.token': {
    ja: 'フォームに添えるトークン。中身に意味はありません。',
    en: 'The token to send with the form; opaque.',
  },
  'Token.expiresInMs': { ja: '有効な時間（ミリ秒）。', en: 'For how many milliseconds.' },

  'Token.counter': {
    ja: 'ブラウザの鍵が確かめられたとき、次の署名に使う値。空なら、鍵を作り直します。',
    en: 'Where the browser proved its key: what its next signature names; empty: it makes a new key.',
  },

  'Disclosure.summary': { ja: '何のために集めるか。', en: 'What it is for.' },
  'Disclosure.summary.ja': { ja: '日本語。', en: 'In Japanese.' },
  'Disclosure.summary.en': { ja: '英語。', en: 'In English.' },
  'Disclosure.neverCollected': { ja: '決して集めないもの。', en: 'What is never collected.' },
  'Disclosure.neverCollected.ja': { ja: '日本語。', en: 'In Japanese.' },
  'Disclosure.neverCollected.en': { ja: '英語。', en: 'In English.' },
  'Disclosure.items': { ja: '集めるものの一覧。', en: 'All that is collected.' },
  'Disclosure.items.name': { ja: '名前。', en: 'Its name.' },
  'Disclosure.items.kind': { ja: '種類。', en: 'What kind of thing it is.' },
  'Disclosure.items.purpose': { ja: '集める理由。', en: 'Why it is collected.' },
  'Disclosure.items.purpose.ja': { ja: '日本語。', en: 'In Japanese.' },
  'Disclosure.items.purpose.en': { ja: '英語。', en: 'In English.' },
  'Disclosure.items.necessity': {
    ja: '審査に欠かせない（essential）か、役に立つ（useful）か。',
    en: 'Whether a verdict leans on it (essential), or it corroborates (useful).',
  },
  'Disclosure.items.retentionDays': { ja: '保存する日数。', en: 'Days for which it is kept.' },
  'Live.status': { ja: 'プロセスが応答するときは ok。', en: 'ok when the process answers.' },
  'Ready.status': { ja: '審査を保存できるときは ok。', en: 'ok when a screening can be stored.' },
  'Ready.records': {
    ja: '記録の検索ができるときは ok、記録の保存先が応答しないときは away（審査には影響しません）。',
    en: 'ok when records can be searched; away when their store is: screenings go on.',
  },

  'Problem.type': { ja: '問題の種類を表す URN。', en: 'A URN of the kind of problem.' },
  'Problem.title': { ja: '何が問題で、どう直すか（英語）。', en: 'What is wrong, and how to mend it.' },
  'Problem.status': { ja: 'HTTP ステータス。', en: 'The HTTP status.' },
  'Problem.code': {
    ja: '問題のコード。プログラムではこれで見分けます。意味は変わりません。',
    en: 'The code to branch on; its meaning stays.',
  },
  'Problem.requestId': {
    ja: 'この問い合わせの番号。サーバーのログと X-Request-Id ヘッダーにもあります。',
    en: 'The request’s id, also in the server’s log and the X-Request-Id header.',
  },
  'Problem.detail': { ja: '補足。', en: 'More about this case.' },
  'Problem.fields': {
    ja: '合わない項目。fields-invalid のときに付きます。',
    en: 'The bad fields, with fields-invalid.',
  },
  'Problem.fields.path': { ja: '項目の場所。例：client.ip', en: 'Where it is, such as client.ip.' },
  'Problem.fields.problem': { ja: 'どう合わないか（英語）。', en: 'What is wrong with it.' },

  'Missing.missing': { ja: '値を得られなかった理由。', en: 'Why there is no value.' },
};
