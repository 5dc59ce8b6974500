/** Mail domains (and all below them) that anybody can have an address at. */
export const freeMailDomains: ReadonlySet<string> = new Set(
  `
  gmail.com googlemail.com yahoo.co.jp ybb.ne.jp ymail.ne.jp yahoo.com yahoo.ne.jp ymail.com rocketmail.com myyahoo.com
  yahoo.co.uk yahoo.fr yahoo.de yahoo.it yahoo.es yahoo.in yahoo.co.in yahoo.com.cn yahoo.com.tw yahoo.com.hk
  yahoo.co.kr yahoo.com.sg yahoo.com.au yahoo.ca yahoo.com.br yahoo.com.vn yahoo.co.id yahoo.com.ph yahoo.co.th
  outlook.com outlook.jp outlook.co.jp outlook.fr outlook.de outlook.kr hotmail.com hotmail.co.jp hotmail.co.uk
  hotmail.fr hotmail.de hotmail.it live.jp live.com live.cn live.co.uk msn.com passport.com windowslive.com
  icloud.com me.com mac.com aol.com aol.jp proton.me protonmail.com pm.me tutanota.com tuta.io zoho.com zohomail.com
  fastmail.com hey.com mail.com email.com gmx.com gmx.net gmx.de web.de t-online.de freenet.de mail.ru inbox.ru bk.ru
  list.ru yandex.ru yandex.com rambler.ru qq.com foxmail.com 163.com 126.com yeah.net sina.com sina.cn sohu.com
  aliyun.com 139.com 189.cn naver.com hanmail.net daum.net nate.com kakao.com orange.fr wanadoo.fr free.fr laposte.net
  sfr.fr libero.it virgilio.it tin.it comcast.net att.net sbcglobal.net bellsouth.net verizon.net cox.net charter.net
  earthlink.net btinternet.com sky.com virginmedia.com bigpond.com optusnet.com.au xtra.co.nz rediffmail.com uol.com.br
  bol.com.br terra.com.br hinet.net pchome.com.tw netvigator.com singnet.com.sg

  docomo.ne.jp mopera.net ezweb.ne.jp au.com biz.ezweb.ne.jp auone.jp uqmobile.jp softbank.ne.jp i.softbank.jp
  vodafone.ne.jp jp-t.ne.jp disney.ne.jp willcom.com pdx.ne.jp wcm.ne.jp emnet.ne.jp emobile.ne.jp
  ymobile.ne.jp y-mobile.ne.jp ymobile1.ne.jp rakumail.jp linemo.jp povo.jp

  nifty.com nifty.ne.jp biglobe.ne.jp so-net.ne.jp so-net.jp ocn.ne.jp plala.or.jp dti.ne.jp asahi-net.or.jp
  excite.co.jp excite.jp goo.jp goo.ne.jp mail.goo.ne.jp infoseek.jp infoseek.co.jp livedoor.com auone-net.jp
  odn.ne.jp odn.ad.jp hi-ho.ne.jp wakwak.com sannet.ne.jp interlink.or.jp iij4u.or.jp iijmio-mail.jp bb-east.ne.jp
  bb-west.ne.jp jcom.home.ne.jp home.ne.jp zaq.ne.jp jcom.zaq.ne.jp eonet.ne.jp commufa.jp commufa.ne.jp tcp-ip.or.jp
  tiki.ne.jp pikara.ne.jp mx-mail.ne.jp megaegg.ne.jp enjoy.ne.jp bbiq.jp qtnet.ne.jp yahoo-bb.jp itscom.net
  catv.ne.jp cty-net.ne.jp ccnw.ne.jp ctktv.ne.jp nns.ne.jp kcn.jp kcn.ne.jp coara.or.jp 
  gate01.com gol.com highway.ne.jp justnet.ne.jp dion.ne.jp ttn.ne.jp alpha-net.ne.jp
  lapis.plala.or.jp gyao.ne.jp spacelan.ne.jp janis.or.jp avis.ne.jp 
  

  mailinator.com guerrillamail.com 10minutemail.com tempmail.com temp-mail.org yopmail.com sharklasers.com
  trashmail.com getnada.com maildrop.cc dispostable.com
  `
    .trim()
    .split(/\s+/),
)
