"""The enum classes of the API. Reading keeps a value that is not listed here as plain text or number."""

from enum import StrEnum


class ProcessStatuses(StrEnum):
    """How far the work on a lead is."""

    QUALIFIED_LEAD = "Qualified Lead"
    ACTIVELY_COMMUNICATING = "Actively Communicating"
    FIRST_COMMUNICATION_ATTEMPT_PHONE_AND_TEXT = "First Communication Attempt (phone and text)"
    SECOND_COMMUNICATION_ATTEMPT = "Second Communication Attempt"
    ON_HOLD = "On Hold"
    LOST = "Lost"


class Reason(StrEnum):
    """Why a lead was put on hold or lost."""

    DO_NOT_CONTACT = "Do Not Contact"
    DUPLICATE = "Duplicate"
    LOOKING_FOR_BUSINESS_FINANCING = "Looking For Business Financing"
    LOOKING_FOR_LISTINGS = "Looking For Listings"
    LOOKING_FOR_PERSONAL_FINANCING = "Looking For Personal Financing"
    NOT_RESPONDING = "Not Responding"
    TEST = "Test"
    BAD_CREDIT = "Bad Credit"


class TimeToPurchase(StrEnum):
    """When the customer wants to buy. The same answer is spelled in several ways, each a value of its
    own.
    """

    ASAP = "ASAP"
    THIS_WEEK = "This week"
    WITHIN_1_2_WEEKS = "Within 1-2 weeks"
    WITHIN_2_4_WEEKS = "Within 2-4 weeks"
    ASAP_CAPITALIZED = "Asap"
    THIS_WEEK_TITLE = "This Week"
    WITHIN_1_2_WEEKS_TITLE = "Within 1-2 Weeks"
    WITHIN_2_4_WEEKS_TITLE = "Within 2-4 Weeks"
    WITHIN_1_2_WEEKS_LOWER = "within 1-2 weeks"
    WITHIN_2_4_WEEKS_LOWER = "within 2-4 weeks"
    WITHIN_1_2_MONTHS = "within 1-2 months"
    OTHER = "other"
    THIS_WEEK_LOWER = "this week"
    ASAP_LOWER = "asap"
    VALUE_2_PLUS_MONTHS = "2+ months"
    JUST_BROWSING = "just browsing"
    VALUE_1_2_MONTHS = "1-2 months"
    VALUE_1_2_WEEKS = "1-2 weeks"
    VALUE_2_4_WEEKS = "2-4 weeks"


class BodyStyle(StrEnum):
    TRUCK = "truck"
    CAR = "car"
    VAN = "van"
    SUV = "suv"
    WAGON = "wagon"


class CarStyle(StrEnum):
    SEDAN = "sedan"
    COUPE = "coupe"
    CONVERTIBLE = "convertible"
    HATCHBACK = "hatchback"


class TruckStyle(StrEnum):
    CREW = "crew"
    REG = "reg"
    EXTENDED = "extended"


class SuvStyle(StrEnum):
    SMALL_COMPACT = "small/compact"
    MID_SIZE = "mid-size"
    LARGE_FULL_SIZE = "large/full-size"


class VanStyle(StrEnum):
    CARGO = "cargo"
    PASSENGER = "passenger"
    CONVERSION = "conversion"


class Exterior(StrEnum):
    SILVER = "Silver"
    WHITE = "White"
    BLACK = "Black"
    BROWN = "Brown"
    BLUE = "Blue"
    ORANGE = "Orange"
    RED = "Red"
    GREEN = "Green"
    ANY_COLOR = "Any color"
    BEIGE = "Beige"
    GOLD = "Gold"
    GRAY = "Gray"
    LIGHT_BLUE = "Light Blue"


class Interior(StrEnum):
    BLACK = "Black"
    GRAY = "Gray"
    TAN = "Tan"
    BEIGE = "Beige"
    BLUE = "Blue"
    BROWN = "Brown"
    RED = "Red"
    WHITE = "White"
    ANY_COLOR = "Any color"
    IVORY = "Ivory"
    CREAM = "Cream"


class FuelType(StrEnum):
    GASOLINE = "Gasoline"
    ELECTRIC = "Electric"
    HYBRID = "Hybrid"
    GASOLINE_LOWER = "gasoline"
    FLEX_FUEL = "flex fuel"
    DIESEL = "diesel"
    OTHER = "other"
    HYBRID_LOWER = "hybrid"
    ELECTRIC_LOWER = "electric"


class Drivetrain(StrEnum):
    FOUR_WHEEL_DRIVE = "Four Wheel Drive"
    REAR_WHEEL_DRIVE = "Rear Wheel Drive"
    FRONT_WHEEL_DRIVE = "Front Wheel Drive"
    ALL_WHEEL_DRIVE = "all wheel drive"
    FRONT_WHEEL_DRIVE_LOWER = "front wheel drive"
    REAR_WHEEL_DRIVE_LOWER = "rear wheel drive"


class Transmission(StrEnum):
    AUTOMATIC = "Automatic"
    MANUAL = "Manual"
    AUTOMATIC_LOWER = "automatic"
    CVT = "cvt"
    MANUAL_LOWER = "manual"


class Comfort(StrEnum):
    LEATHER_PREMIUM_SEATS = "Leather/premium Seats"
    HEATED_STEERING_WHEEL = "Heated Steering Wheel"
    LEATHER_PREMIUM_SEATS_LOWER = "leather/premium seats"
    HEATED_STEERING_WHEEL_LOWER = "heated steering wheel"
    VENTILATED_OR_COOLED_SEATS = "ventilated or cooled seats"
    HEATED_SEATS = "heated seats"
    DUAL_ZONE_CLIMATE_CONTROL = "dual-zone/climate control"
    POWER_ADJUSTABLE_SEATS = "power-adjustable seats"
    NOISE_CANCELLING_TECHNOLOGY = "noise-cancelling technology"
    MASSAGE_SEATS = "massage seats"


class Safety(StrEnum):
    ADAPTIVE_CRUISE_CONTROL = "Adaptive Cruise Control"
    BLIND_SPOT_MONITOR = "Blind Spot Monitor"
    LANE_DEPARTURE_WARNING = "lane departure warning"
    BACK_UP_CAMERA = "back up camera"
    VALUE_360_CAMERA = "360 camera"
    PARK_ASSIST = "park assist"
    HEADS_UP_DISPLAY = "heads-up display"
    ADAPTIVE_CRUISE_CONTROL_LOWER = "adaptive cruise control"
    BLIND_SPOT_MONITOR_LOWER = "blind spot monitor"


class Entertainment(StrEnum):
    PREMIUM_AUDIO_SYSTEM = "Premium Audio System"
    ENTERTAINMENT_PACKAGE_DVD = "Entertainment Package/dvd"
    PREMIUM_AUDIO_SYSTEM_LOWER = "premium audio system"
    APPLE_CARPLAY_ANDROID_AUTO = "apple carplay/android auto"
    BLUETOOTH = "bluetooth"
    AUXILIARY_INPUT = "auxiliary input"
    USB_PORTS = "usb ports"
    WIRELESS_DEVICE_CHARGING = "wireless device charging"
    WI_FI_HOTSPOT = "wi-fi hotspot"
    NAVIGATION_SYSTEM = "navigation system"
    ENTERTAINMENT_PACKAGE_DVD_LOWER = "entertainment package/dvd"
    SATELLITE_RADIO = "satellite radio"


class Utility(StrEnum):
    TOWING_PACKAGE = "Towing Package"
    SUNROOF_MOONROOF_PANORAMIC_ROOF = "Sunroof/moonroof/panoramic Roof"
    TOWING_PACKAGE_LOWER = "towing package"
    SUNROOF_MOONROOF_PANORAMIC_ROOF_LOWER = "sunroof/moonroof/panoramic roof"
    ADAPTIVE_SUSPENSION = "adaptive suspension"
    VALUE_4_WHEEL_DRIVE = "4 wheel drive"
    VALUE_3RD_ROW_SEATS = "3rd row seats"
    HANDICAP_ACCESSIBLE = "handicap accessible"


class LeadEventType(StrEnum):
    CANCEL = "Cancel"
    CUSTOMER_ANSWERED = "Customer Answered"
    CUSTOMER_CALL = "Customer Call"
    CUSTOMER_DNC_REQUEST = "Customer DNC Request"
    CUSTOMER_EMAIL = "Customer Email"
    CUSTOMER_NEEDS_MORE_OPTIONS = "Customer Needs More Options"
    CUSTOMER_SEARCH_PROVIDED = "Customer Search Provided"
    CUSTOMER_SELECTS_VEHICLE = "Customer Selects Vehicle"
    CUSTOMER_TEXT = "Customer Text"
    LEAD_CREATED = "Lead Created"
    LOAN_SERVICE_REDIRECT = "Loan Service Redirect"
    OUTBOUND_EMAIL = "Outbound Email"
    OUTBOUND_PHONE_CALL = "Outbound Phone Call"
    OUTBOUND_PHONE_CALL_ANSWERED = "Outbound Phone Call Answered"
    OUTBOUND_PHONE_CALL_NOT_ANSWERED = "Outbound Phone Call Not Answered"
    OUTBOUND_TEXT = "Outbound Text"
    OUTBOUND_VOICEMAIL_LEFT = "Outbound Voicemail Left"
    SCHEDULED_CALL = "Scheduled Call"
    SEARCH_RESULTS_FOUND = "Search Results Found"
    STATUS_CHECK = "Status Check"
    TIME_PASSED = "Time Passed"


class LeadEventStatus(StrEnum):
    PROVIDE_CUSTOMER_WITH_THREE_OPTIONS = "Provide Customer With Three Options"
    CUSTOMER_PROVIDED_OPTIONS = "Customer Provided Options"
    ANSWER_TEXT_MESSAGE = "Answer Text Message"
    HAD_CONVERSATION = "Had Conversation"
    INTAKE_FORM_SUBMITTED = "Intake Form Submitted"
    SEND_TEXT_MESSAGE = "Send Text Message"
    SEND_TEXT_TEMPLATE_1 = "Send Text Template 1"
    WAITING_FOR_MEETING = "Waiting For Meeting"
    CALL_CUSTOMER = "Call Customer"
    FIRST_COMMUNICATION_ATTEMPT = "First Communication Attempt"
    FIRST_COMMUNICATION_ATTEMPT_PHONE_AND_TEXT = "First Communication Attempt (phone and text)"
    SEARCHING = "Searching"
    SECOND_COMMUNICATION_ATTEMPT = "Second Communication Attempt"
    SEND_TEXT_NUDGE_1 = "Send Text Nudge 1"
    WAITING_FOR_EMAIL_RESPONSE = "Waiting For Email Response"
    LOOKING_FOR_FINANCING = "Looking For Financing"
    CUSTOMER_NOT_INTERESTED = "Customer Not Interested"
    NO_CONTACT = "No Contact"
    CUSTOMER_NOT_RESPONDING = "Customer Not Responding"
    CUSTOMER_INTERESTED = "Customer Interested"


class SearchStatus(StrEnum):
    ON_HOLD = "On Hold"
    SEARCHING = "Searching"
    RESULTS_FOUND = "Results Found"
    SEARCH_CANCELLED = "Search Cancelled"


class SearchBodyStyle(StrEnum):
    CAR = "car"
    SUV = "suv"
    TRUCK = "truck"
    VAN = "van"
    WAGON = "wagon"


class SearchDrive(StrEnum):
    VALUE_4WD = "4WD"
    AWD = "AWD"
    VALUE_2WD = "2WD"


class SearchTransmission(StrEnum):
    MANUAL = "Manual"
    AUTOMATIC = "Automatic"


class SearchNewOrUsed(StrEnum):
    NEW = "New"
    CERTIFIED = "Certified"
    USED = "Used"


class SearchRequiredOptions(StrEnum):
    HEATED_SEATS = "Heated Seats"
    NO_CRAZY_COLORS = "No crazy colors"
    TOW_PACKAGE = "Tow package"
    HEATED_WHEEL = "Heated wheel"
    PANORAMIC_SUNROOF = "Panoramic sunroof"
    LEATHER_SEATS = "Leather Seats"
    BLUETOOTH = "Bluetooth"
    BACKUP_CAMERA = "Backup Camera"
    APPLE_PLAY = "Apple Play"
    COOLED_SEATS = "Cooled Seats"


class SearchAcceptableColors(StrEnum):
    ANTI_BLACK = "Anti-Black"
    ANTI_GRAY = "Anti-Gray"
    ANTI_RED = "Anti-Red"
    ANTI_SILVER = "Anti-Silver"
    ANTI_WHITE = "Anti-White"
    BEIGE = "Beige"
    BLACK = "Black"
    BLUE = "Blue"
    BROWN = "Brown"
    GOLD = "Gold"
    GRAY = "Gray"
    GREEN = "Green"
    LIGHT_BLUE = "Light Blue"
    ORANGE = "Orange"
    RED = "Red"
    SILVER = "Silver"
    WHITE = "White"
    YELLOW = "Yellow"


class SearchAcceptableInterior(StrEnum):
    BEIGE = "Beige"
    BLACK = "Black"
    BROWN = "Brown"
    CREAM = "Cream"
    GRAY = "Gray"
    IVORY = "Ivory"
    RED = "Red"
    TAN = "Tan"
    WHITE = "White"
    BLUE = "Blue"
    BURGUNDY = "Burgundy"
    CHARCOAL = "Charcoal"
    OFF_WHITE = "Off-White"


class TradeStatus(StrEnum):
    VEHICLE_PICKED_UP = "Vehicle Picked Up "
    DROPPED_OFF_AT_MANHEIM = "Dropped Off At Manheim"


class MessageStatus(StrEnum):
    SEND = "Send"
    SENT = "Sent"
    RECEIVED = "Received"
    QUEUED = "Queued"
    CANCELED = "Canceled"
    RETRY = "Retry"
    MANUAL = "Manual"


class VdpEmailStatus(StrEnum):
    DRAFT = "Draft"
    SEND = "Send"
    SENT = "Sent"


class CrmVehicleStatus(StrEnum):
    NEEDS_REVIEW = "Needs Review"
    EXCLUDE = "Exclude"
    TO_SEND_TO_CUSTOMER = "To Send to Customer"
    SENT_TO_CUSTOMER = "Sent to Customer"
    WATCHING_PRICE = "Watching Price"
    CUSTOMER_APPROVED = "Customer Approved"


class CrmVehicleReason(StrEnum):
    WRONG_COLOR = "Wrong Color"
    WRONG_TRIM = "Wrong Trim"
    OUT_OF_PRICE_RANGE = "Out of price range"
    SOLD_AT_AUCTION = "Sold at Auction"
    SALVAGE_TITLE = "Salvage Title"
    DAMAGE_ON_THE_CARFAX = "Damage on the Carfax"
    OLD = "Old"
    CONDITION_REPORT = "Condition Report"
    MILEAGE = "Mileage"
    TEST = "Test"
    MANUAL_TRANSMISSION = "Manual transmission"
    FEATURES = "Features"
    WAITING_FOR_LOWER_PRICE = "Waiting for Lower Price"
    DUPLICATE = "Duplicate"
    MECHANICAL_AND_DIAGNOSTIC_CODES = "MECHANICAL AND DIAGNOSTIC CODES"
    PREVIOUS_CANADIAN = "Previous Canadian"
    NO_PICTURES = "No Pictures"


class SalesRepCreditBands(StrEnum):
    EXCELLENT_750_900 = "Excellent (750-900)"
    GOOD_700_749 = "Good (700-749)"
    FAIR_650_699 = "Fair (650-699)"
    FAIR_600_649 = "Fair (600-649)"
    OK_550_599 = "OK (550-599)"
    POOR_300_549 = "Poor (300-549)"
    UNKNOWN = "Unknown"


class PreApprovalStatus(StrEnum):
    PROCESSING = "Processing"
    ERROR = "Error"
    PROCESSED = "Processed"
    NEEDS_INFO = "Needs Info"


class PreApprovalSuffix(StrEnum):
    JR = "JR"
    SR = "SR"
    II = "II"
    III = "III"
    IV = "IV"


class PreApprovalState(StrEnum):
    AA = "AA"
    AE = "AE"
    AK = "AK"
    AL = "AL"
    AR = "AR"
    AS = "AS"
    AZ = "AZ"
    CA = "CA"
    CO = "CO"
    CT = "CT"
    DC = "DC"
    DE = "DE"
    FL = "FL"
    FM = "FM"
    GA = "GA"
    GU = "GU"
    HI = "HI"
    IA = "IA"
    ID = "ID"
    IL = "IL"
    IN = "IN"
    KS = "KS"
    KY = "KY"
    LA = "LA"
    MA = "MA"
    MD = "MD"
    ME = "ME"
    MH = "MH"
    MI = "MI"
    MN = "MN"
    MO = "MO"
    MP = "MP"
    MS = "MS"
    MT = "MT"
    NC = "NC"
    ND = "ND"
    NE = "NE"
    NH = "NH"
    NJ = "NJ"
    NM = "NM"
    NV = "NV"
    NY = "NY"
    OH = "OH"
    OK = "OK"
    OR = "OR"
    PA = "PA"
    PR = "PR"
    PW = "PW"
    RI = "RI"
    SC = "SC"
    SD = "SD"
    TN = "TN"
    TX = "TX"
    UT = "UT"
    VA = "VA"
    VI = "VI"
    VT = "VT"
    WA = "WA"
    WI = "WI"
    WV = "WV"
    WY = "WY"
    AP = "AP"


class PreApprovalSegmentationBand(StrEnum):
    EXCELLENT_750_900 = "Excellent (750-900)"
    GOOD_700_749 = "Good (700-749)"
    FAIR_650_699 = "Fair (650-699)"
    FAIR_600_649 = "Fair (600-649)"
    OK_550_599 = "OK (550-599)"
    LOWER_300_549 = "Lower (300-549)"
    UNKNOWN = "Unknown"
    NS = "NS"


class CustomerConsumerStatus(StrEnum):
    SOLD = "SOLD"
    PENDING = "Pending"
    WORKING = "Working"
    COLD = "Cold"
    LOST = "LOST"
    DUPLICATE = "Duplicate"
    DNC = "DNC"


class CustomerConsumerLeadSource(StrEnum):
    CAR_CONCIERGE_ANDREW = "Car Concierge (Andrew)"
    DRIV_LY_WEBSITE = "Driv.ly Website"
    SELF_GENERATED = "Self Generated"
    REFERRAL = "Referral"
    ROCKET = "Rocket"


class CustomerCompanyType(StrEnum):
    DEALER = "Dealer"
    CONCIERGE = "Concierge"
    BROKER = "Broker"
    PARTNER = "Partner"
    AUCTION = "Auction"
    AFFILIATE = "Affiliate"
    INSURER = "Insurer"
    MOBILE_DETAILER = "Mobile Detailer"
    LAST_MILE_TRANSPORTER = "Last Mile Transporter"
    SERVICE_PROVIDER = "Service Provider"
    LENDER = "Lender"


class TemplateType(StrEnum):
    EMAIL_SENT = "Email Sent"
    INITIAL_TEXT_MESSAGE = "Initial Text Message"
    TEXT_NUDGE = "Text Nudge"


class TemplateChoice(StrEnum):
    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"
    F = "F"
    G = "G"
    H = "H"
    VALUE_I = "I"


class VehicleStatus(StrEnum):
    BOUGHT_AT_AUCTION = "Bought at Auction"
    INSPECTED = "Inspected"
    TRANSPORT_TO_INSPECTION = "Transport to Inspection"
    TRANSPORT_TO_CUSTOMER = "Transport to Customer"
    ARBITRATION = "Arbitration"
    BID_PLACED = "Bid Placed"
    SOLD_TO_CUSTOMER = "SOLD TO CUSTOMER"
    IDENTIFIED_AS_POTENTIAL_OPTION_FOR_CUSTOMER = "Identified as potential option for customer"
    TAKEN_IN_ON_TRADE = "Taken in on Trade"
    TRADE_SOLD_AT_AUCTION = "Trade sold at Auction"
    TRADE_SOLD_RETAIL = "Trade sold Retail"
