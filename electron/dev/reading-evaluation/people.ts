import { checkCharacterFor } from '../../../shared/domain/identity-number.ts';
import type { Random } from '../../intake/sample/random.ts';

/** What a document of the evaluation says. Names and places are put together by lot from common characters: none of them is the sample batch's. */
export type Subject = {
  name: string;
  latinSurname: string;
  latinGivenNames: string;
  sex: 'male' | 'female';
  ethnicity: string;
  birthDate: string;
  address: string;
  idNumber: string;
  issuingAuthority: string;
  validFrom: string;
  validUntil: string;
  passportNumber: string;
  passportUntil: string;
};

const surnames = [
  ...'王李张刘陈杨黄赵吴周徐孙马朱胡郭何高罗郑梁谢宋唐韩曹许邓萧冯曾程蔡彭潘袁于董余苏叶吕魏蒋田杜丁沈姜范江傅钟卢汪戴崔任陆廖姚方金邱夏谭韦贾邹石熊孟秦阎薛侯雷白龙段郝孔邵史毛常万顾赖武康贺严尹钱施牛洪龚',
];
const given = [
  ...'伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂文辉建国玉华红梅志鹏飞宇浩然欣怡梓涵子轩雨泽一诺思源嘉琪佳慧晓东晨曦俊熙博翰锦程瑞霖煜祺奕辰皓玮琳婷雪莹莉倩薇瑶璐璇颖珊珍琴瑾瑜钰铭锋锐鑫森林柏松楠桐彬炜焕烨燕春夏秋冬月星云山川海波清澜淑贞惠宁安康乐永恒毅远达昌盛荣光照亮友仁义礼智信德馨',
];
const latin: Record<string, string> = {
  王: 'WANG',
  李: 'LI',
  张: 'ZHANG',
  刘: 'LIU',
  陈: 'CHEN',
  杨: 'YANG',
  黄: 'HUANG',
  赵: 'ZHAO',
  吴: 'WU',
  周: 'ZHOU',
};
const latinGiven: Record<string, string> = {
  伟: 'WEI',
  芳: 'FANG',
  娜: 'NA',
  秀: 'XIU',
  英: 'YING',
  敏: 'MIN',
  静: 'JING',
  丽: 'LI',
  强: 'QIANG',
  磊: 'LEI',
  军: 'JUN',
  洋: 'YANG',
  勇: 'YONG',
  艳: 'YAN',
  杰: 'JIE',
  娟: 'JUAN',
  涛: 'TAO',
  明: 'MING',
  超: 'CHAO',
};
const regions = [
  '河北省石家庄市长安区',
  '山西省太原市小店区',
  '辽宁省沈阳市和平区',
  '吉林省长春市朝阳区',
  '黑龙江省哈尔滨市南岗区',
  '福建省厦门市思明区',
  '江西省南昌市东湖区',
  '山东省济南市历下区',
  '河南省郑州市金水区',
  '湖南省长沙市岳麓区',
  '广西南宁市青秀区',
  '四川省成都市武侯区',
  '贵州省贵阳市云岩区',
  '云南省昆明市五华区',
  '陕西省西安市雁塔区',
  '甘肃省兰州市城关区',
];
const codes = [
  '130102',
  '140105',
  '210102',
  '220104',
  '230103',
  '350203',
  '360102',
  '370102',
  '410105',
  '430104',
  '450103',
  '510107',
  '520103',
  '530102',
  '610113',
  '620102',
];
const roads = [...'人民建设解放和平中山北京南湖东风光明长江黄河幸福新华友谊学院文化体育工业滨河'];
const ethnicNames = ['汉', '汉', '汉', '汉', '满', '回', '壮', '苗', '土家', '维吾尔', '蒙古', '彝', '藏', '侗', '瑶', '朝鲜'];

const two = (value: number): string => String(value).padStart(2, '0');

/** Invents one. */
export const inventSubject = (random: Random): Subject => {
  const sex = random.pick(['male', 'female'] as const);
  const at = random.whole(0, regions.length - 1);
  const year = random.whole(1955, 2006);
  const birthDate = `${year}-${two(random.whole(1, 12))}-${two(random.whole(1, 28))}`;
  const sequence = random.whole(0, 498) * 2 + (sex === 'male' ? 1 : 2);
  const digits = `${codes[at]}${birthDate.replaceAll('-', '')}${String(sequence).padStart(3, '0')}`;
  const forPassport = random.next() < 0.5;
  const surname = forPassport ? random.pick(Object.keys(latin)) : random.pick(surnames);
  const names = Array.from({ length: random.next() < 0.7 ? 2 : 1 }, () =>
    forPassport ? random.pick(Object.keys(latinGiven)) : random.pick(given),
  );
  const from = `${random.whole(2012, 2025)}-${two(random.whole(1, 12))}-${two(random.whole(1, 28))}`;
  const years = random.pick([10, 20, 0]);
  const region = regions[at] ?? '';
  return {
    name: `${surname}${names.join('')}`,
    latinSurname: latin[surname] ?? 'LI',
    latinGivenNames: names.map((name) => latinGiven[name] ?? 'MING').join(''),
    sex,
    ethnicity: random.pick(ethnicNames),
    birthDate,
    address: `${region}${random.pick(roads)}${random.pick(roads)}路${random.whole(1, 999)}号${random.whole(1, 40)}栋${random.whole(1, 6)}单元${random.whole(1, 33)}${two(random.whole(1, 8))}室`,
    idNumber: `${digits}${checkCharacterFor(digits)}`,
    issuingAuthority: `${/[省西](.+市)/u.exec(region)?.[1] ?? region}公安局${region.slice(-3, -1)}分局`,
    validFrom: from,
    validUntil: years === 0 ? '长期' : `${Number(from.slice(0, 4)) + years}${from.slice(4)}`,
    passportNumber: `E${random.pick([...'ABCDEFGHJKLMNP'])}${String(random.whole(0, 9_999_999)).padStart(7, '0')}`,
    passportUntil: `${random.whole(2027, 2036)}-${two(random.whole(1, 12))}-${two(random.whole(1, 28))}`,
  };
};

/** Characters that are taken for each other by eye, and by networks. */
const alike = [
  '己已',
  '未末',
  '日曰',
  '王玉',
  '土士',
  '人入',
  '天夫',
  '大太',
  '晴睛',
  '伟玮',
  '明朋',
  '余佘',
  '浩皓',
  '瑶遥',
  '琳淋',
  '婷停',
  '娜挪',
  '芳劳',
  '静净',
  '杰然',
  '敏敬',
  '强张',
  '磊累',
  '军车',
  '勇男',
  '艳绝',
  '娟捐',
  '涛寿',
  '超起',
  '兰三',
  '霞雷',
  '平乎',
  '刚钢',
  '桂佳',
  '文丈',
  '辉晖',
  '建健',
  '国图',
  '华毕',
  '红江',
  '梅海',
  '鹏朋',
  '宇字',
  '欣炊',
  '梓样',
  '涵函',
  '轩杆',
  '雨两',
  '泽译',
  '思恩',
  '源原',
  '嘉喜',
  '琪淇',
  '慧彗',
  '晓浇',
  '东车',
  '晨辰',
  '俊峻',
  '熙照',
  '锦绵',
  '瑞端',
  '霖霜',
  '铭名',
  '柏拍',
  '楠南',
  '桐铜',
  '炜伟',
  '烨桦',
  '陈阵',
  '刘浏',
  '杨扬',
  '赵越',
  '吴昊',
  '徐除',
  '孙孔',
  '朱未',
  '何河',
  '高亮',
  '宋宗',
  '许计',
  '邓那',
  '冯马',
  '曾会',
  '程裎',
  '于干',
  '董重',
  '叶汁',
  '吕品',
  '田由',
  '杜社',
  '丁了',
  '沈沉',
  '江红',
  '汪江',
  '任仕',
  '陆际',
  '方万',
  '金全',
  '夏复',
  '石右',
  '孟盂',
  '秦泰',
  '侯候',
  '白自',
  '龙尤',
  '段断',
  '孔孙',
  '史吏',
  '毛手',
  '万方',
  '武式',
  '康唐',
  '贺货',
  '尹伊',
  '钱线',
  '施旋',
  '牛午',
  '龚龛',
  '波坡',
  '清请',
  '安宴',
  '永水',
  '林体',
  '森林',
  '珍诊',
  '颖颍',
  '莉利',
  '莹营',
  '雪云',
  '松公',
  '倩清',
  '璐路',
  '璇旋',
  '钰玉',
  '鑫金',
  '瑾谨',
  '瑜愉',
];

const lookalikes = new Map(
  alike.flatMap(
    ([left = '', right = '']) =>
      [
        [left, right],
        [right, left],
      ] as const,
  ),
);

/** A name with one character that looks like it, and is not. */
export const misspeltName = (name: string, random: Random): string => {
  const characters = [...name];
  const places = characters.flatMap((character, index) => (lookalikes.has(character) ? [index] : []));
  const at = places.length === 0 ? characters.length - 1 : random.pick(places);
  return characters.map((character, index) => (index === at ? (lookalikes.get(character) ?? random.pick(given)) : character)).join('');
};

const otherDigit = (digit: string, random: Random): string => random.pick([...'0123456789'].filter((other) => other !== digit));

/** Another sound number: one digit changed, and the check character with it. */
export const otherNumber = (number: string, random: Random): string => {
  const at = random.pick([2, 4, 5, 9, 14, 15, 16]);
  const digits = `${number.slice(0, at)}${otherDigit(number[at] ?? '0', random)}${number.slice(at + 1, 17)}`;
  return `${digits}${checkCharacterFor(digits)}`;
};

/** A value with one of its digits changed. */
export const otherDigitIn = (text: string, random: Random): string => {
  const places = [...text].flatMap((character, index) => (/\d/.test(character) ? [index] : []));
  const at = random.pick(places);
  return `${text.slice(0, at)}${otherDigit(text[at] ?? '0', random)}${text.slice(at + 1)}`;
};
