"""The names there are to choose from, each with how often it comes up. All units and bodies are invented."""

HOTLINE, PETITION, COMMISSION = "12345平台", "市委市政府信访局", "市委政法委"
CYBERSPACE, DISCIPLINE, BUSINESS = "市委网信办", "市纪委监委", "市营商局"
SOURCES = (DISCIPLINE, COMMISSION, CYBERSPACE, PETITION, BUSINESS, HOTLINE)
PREFIXES = {
    HOTLINE: "HO",
    PETITION: "PE",
    COMMISSION: "CO",
    CYBERSPACE: "CY",
    DISCIPLINE: "DI",
    BUSINESS: "BU",
}
SHARES = {HOTLINE: 45, PETITION: 23, COMMISSION: 12, CYBERSPACE: 5, DISCIPLINE: 6, BUSINESS: 9}

DISTRICTS = {
    "中山区": 11, "西岗区": 9, "沙河口区": 14, "甘井子区": 17, "旅顺口区": 5, "金州区": 16, "普兰店区": 6,
    "长海县": 1, "瓦房店市": 7, "庄河市": 5, "高新区": 7, "长兴岛经济区": 2,
}  # fmt: skip
BODIES = {
    "公安机关": "示例公安局{}分局",
    "人民法院": "示例{}人民法院",
    "人民检察院": "示例{}人民检察院",
    "司法行政机关": "示例{}司法局",
}
ORGANS = {"公安机关": 46, "人民法院": 32, "人民检察院": 9, "司法行政机关": 13}
MATTERS = {
    "公安机关": {
        "有案不立": 30,
        "超期办案": 20,
        "违规查封扣押冻结": 17,
        "执法不公": 15,
        "服务态度": 10,
        "其他": 8,
    },
    "人民法院": {
        "执行不力": 38,
        "超期办案": 24,
        "执法不公": 16,
        "违规查封扣押冻结": 12,
        "以案谋私": 3,
        "其他": 7,
    },
    "人民检察院": {"超期办案": 34, "执法不公": 28, "服务态度": 18, "以案谋私": 4, "其他": 16},
    "司法行政机关": {"服务态度": 48, "执法不公": 20, "以案谋私": 5, "其他": 27},
}
CHANNELS = {
    HOTLINE: {"投诉": 45, "求助": 38, "举报": 17},
    PETITION: {"来信": 25, "来访": 30, "电话": 10, "网上投诉": 35},
    CYBERSPACE: {"微信公众号": 30, "抖音": 30, "微博": 25, "贴吧": 15},
}
COMPLAINANTS = {"群众": 50, "企业": 35, "匿名": 15}
CITES_AN_ENTERPRISE = {COMMISSION: 0.4, PETITION: 0.35, BUSINESS: 0.75}

SECOND_POOL = "中省属单位"
OTHER_POOLS = ("举报线索涉及企业", "专项行动涉及企业", "金普新区对接企业")
SECOND_POOL_UNITS = {"中央企业": 16, "省属企业": 8, "医院": 8, "金融机构": 14, "科研院所": 5, "院校": 7}
NOT_YET_VISITED = {"中央企业": 2, "省属企业": 1, "医院": 1, "金融机构": 2, "科研院所": 1, "院校": 3}
PRIVATE_UNITS = 40
PUBLIC_BODIES = ("医院", "科研院所", "院校")  # their codes begin with 12, an enterprise's with 91

POLICIES = (
    "大连市营商环境升级行动方案(2022-2024年)",
    "大连市政法机关服务保障高质量发展优化法治化营商环境若干措施",
)
NEED_KINDS = {"实际困难": 30, "司法需求": 26, "意见建议": 20, "法律风险": 15, "问题线索": 9}
CRIMES = {
    "公安机关": ("非法拘禁罪", "滥用职权罪", "徇私枉法罪", "刑讯逼供罪"),
    "人民法院": ("民事、行政枉法裁判罪", "执行判决、裁定失职罪", "执行判决、裁定滥用职权罪"),
    "人民检察院": ("玩忽职守罪", "徇私枉法罪"),
    "司法行政机关": ("徇私舞弊减刑、假释、暂予监外执行罪", "私放在押人员罪"),
}
