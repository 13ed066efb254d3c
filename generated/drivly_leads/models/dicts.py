"""What a request can hold, as plain dicts: keys are the names of the fields of the model with the same name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Required, TypedDict

from .enums import (
    BodyStyle,
    CarStyle,
    Comfort,
    CrmVehicleReason,
    CrmVehicleStatus,
    CustomerCompanyType,
    CustomerConsumerLeadSource,
    CustomerConsumerStatus,
    Drivetrain,
    Entertainment,
    Exterior,
    FuelType,
    Interior,
    LeadEventStatus,
    LeadEventType,
    MessageStatus,
    PreApprovalSegmentationBand,
    PreApprovalState,
    PreApprovalStatus,
    PreApprovalSuffix,
    ProcessStatuses,
    Reason,
    Safety,
    SalesRepCreditBands,
    SearchAcceptableColors,
    SearchAcceptableInterior,
    SearchBodyStyle,
    SearchDrive,
    SearchNewOrUsed,
    SearchRequiredOptions,
    SearchStatus,
    SearchTransmission,
    SuvStyle,
    TemplateChoice,
    TemplateType,
    TimeToPurchase,
    TradeStatus,
    Transmission,
    TruckStyle,
    Utility,
    VanStyle,
    VdpEmailStatus,
    VehicleStatus,
)
from .objects import (
    Call,
    CrmVehicle,
    Customer,
    Lead,
    LeadEvent,
    Meeting,
    Message,
    PreApproval,
    SalesRep,
    Search,
    Template,
    Trade,
    User,
    VdpEmail,
    Vehicle,
)


class LeadUpdateDict(TypedDict, total=False):
    """`LeadUpdate` as a plain dict."""

    updated_at: str
    created_at: str
    process_statuses: ProcessStatuses | str | None
    reason: Reason | str | None
    latest_event: int | str | LeadEvent | LeadEventDict | None
    notes: str | None
    status_tracker: str | None
    searches: Sequence[int | str | Search | SearchDict] | None
    attachments: str | None
    first_name: str | None
    last_name: str | None
    phone: str | None
    call: str | None
    zipcode: str | None
    email: str | None
    login_email: str | None
    purchase_option: str | None
    time_to_purchase: Sequence[TimeToPurchase | str] | None
    monthly_payment: float | None
    budget_lower: str | None
    budget_upper: str | None
    mileage_lower: float | None
    mileage_upper: float | None
    cash_down: float | None
    new_or_used: str | None
    body_style: Sequence[BodyStyle | str] | None
    car_style: Sequence[CarStyle | str] | None
    truck_style: Sequence[TruckStyle | str] | None
    suv_style: Sequence[SuvStyle | str] | None
    van_style: Sequence[VanStyle | str] | None
    year_lower: float | None
    year_upper: float | None
    year: float | None
    make: str | None
    model: str | None
    exterior: Sequence[Exterior | str] | None
    interior: Sequence[Interior | str] | None
    fuel_type: Sequence[FuelType | str] | None
    drivetrain: Sequence[Drivetrain | str] | None
    transmission: Sequence[Transmission | str] | None
    comfort: Sequence[Comfort | str] | None
    safety: Sequence[Safety | str] | None
    entertainment: Sequence[Entertainment | str] | None
    utility: Sequence[Utility | str] | None
    subscribe: bool | None
    agree: bool | None
    customer: str | None
    message_notifications: bool | None
    email_notifications: bool | None
    email_alerts: bool | None
    email_offers: bool | None
    lead_events: Sequence[int | str | LeadEvent | LeadEventDict] | None
    cf_zipcode: str | None
    cf_state: str | None
    cf_city: str | None
    completed_date: str | None
    local_time: str | None
    trade: Sequence[int | str | Trade | TradeDict] | None
    messages: Sequence[int | str | Message | MessageDict] | None
    credit_score: str | None
    contact_score: str | None
    contact_belongs_to: str | None
    contact_type: str | None
    contact_valid: bool | None
    testing_customer: bool | None
    estimated_age_range: str | None
    estimated_address: str | None
    estimated_zipcode: str | None
    meetings: Sequence[int | str | Meeting | MeetingDict] | None
    make_and_model: str | None
    conversation: str | None
    city: str | None
    state: str | None
    pre_approval_id: str | None
    vdp_emails: Sequence[int | str | VdpEmail | VdpEmailDict] | None
    favorites: Sequence[int | str | CrmVehicle | CrmVehicleDict] | None
    calls: Sequence[int | str | Call | CallDict] | None
    sales_rep: int | str | SalesRep | SalesRepDict | None
    pre_approvals: Sequence[int | str | PreApproval | PreApprovalDict] | None
    anonymous_id: str | None
    manual: bool | None
    trim: str | None
    one_owner: bool | None
    customers: int | str | Customer | CustomerDict | None


class LeadCreateDict(TypedDict, total=False):
    """`LeadCreate` as a plain dict."""

    updated_at: str
    created_at: str
    process_statuses: ProcessStatuses | str | None
    reason: Reason | str | None
    latest_event: int | str | LeadEvent | LeadEventDict | None
    notes: str | None
    status_tracker: str | None
    searches: Sequence[int | str | Search | SearchDict] | None
    attachments: str | None
    first_name: str | None
    last_name: str | None
    phone: str | None
    call: str | None
    zipcode: str | None
    email: str | None
    login_email: str | None
    purchase_option: str | None
    time_to_purchase: Sequence[TimeToPurchase | str] | None
    monthly_payment: float | None
    budget_lower: str | None
    budget_upper: str | None
    mileage_lower: float | None
    mileage_upper: float | None
    cash_down: float | None
    new_or_used: str | None
    body_style: Sequence[BodyStyle | str] | None
    car_style: Sequence[CarStyle | str] | None
    truck_style: Sequence[TruckStyle | str] | None
    suv_style: Sequence[SuvStyle | str] | None
    van_style: Sequence[VanStyle | str] | None
    year_lower: float | None
    year_upper: float | None
    year: float | None
    make: str | None
    model: str | None
    exterior: Sequence[Exterior | str] | None
    interior: Sequence[Interior | str] | None
    fuel_type: Sequence[FuelType | str] | None
    drivetrain: Sequence[Drivetrain | str] | None
    transmission: Sequence[Transmission | str] | None
    comfort: Sequence[Comfort | str] | None
    safety: Sequence[Safety | str] | None
    entertainment: Sequence[Entertainment | str] | None
    utility: Sequence[Utility | str] | None
    subscribe: bool | None
    agree: bool | None
    customer: str | None
    message_notifications: bool | None
    email_notifications: bool | None
    email_alerts: bool | None
    email_offers: bool | None
    lead_events: Sequence[int | str | LeadEvent | LeadEventDict] | None
    cf_zipcode: str | None
    cf_state: str | None
    cf_city: str | None
    completed_date: str | None
    local_time: str | None
    trade: Sequence[int | str | Trade | TradeDict] | None
    messages: Sequence[int | str | Message | MessageDict] | None
    credit_score: str | None
    contact_score: str | None
    contact_belongs_to: str | None
    contact_type: str | None
    contact_valid: bool | None
    testing_customer: bool | None
    estimated_age_range: str | None
    estimated_address: str | None
    estimated_zipcode: str | None
    meetings: Sequence[int | str | Meeting | MeetingDict] | None
    make_and_model: str | None
    conversation: str | None
    city: str | None
    state: str | None
    pre_approval_id: str | None
    vdp_emails: Sequence[int | str | VdpEmail | VdpEmailDict] | None
    favorites: Sequence[int | str | CrmVehicle | CrmVehicleDict] | None
    calls: Sequence[int | str | Call | CallDict] | None
    sales_rep: int | str | SalesRep | SalesRepDict | None
    pre_approvals: Sequence[int | str | PreApproval | PreApprovalDict] | None
    anonymous_id: str | None
    manual: bool | None
    trim: str | None
    one_owner: bool | None
    customers: int | str | Customer | CustomerDict | None


class LeadDict(TypedDict, total=False):
    """`Lead` as a plain dict."""

    updated_at: Required[str]
    created_at: Required[str]
    process_statuses: ProcessStatuses | str | None
    reason: Reason | str | None
    latest_event: int | str | LeadEvent | LeadEventDict | None
    notes: str | None
    status_tracker: str | None
    searches: Sequence[int | str | Search | SearchDict] | None
    attachments: str | None
    first_name: str | None
    last_name: str | None
    phone: str | None
    call: str | None
    zipcode: str | None
    email: str | None
    login_email: str | None
    purchase_option: str | None
    time_to_purchase: Sequence[TimeToPurchase | str] | None
    monthly_payment: float | None
    budget_lower: str | None
    budget_upper: str | None
    mileage_lower: float | None
    mileage_upper: float | None
    cash_down: float | None
    new_or_used: str | None
    body_style: Sequence[BodyStyle | str] | None
    car_style: Sequence[CarStyle | str] | None
    truck_style: Sequence[TruckStyle | str] | None
    suv_style: Sequence[SuvStyle | str] | None
    van_style: Sequence[VanStyle | str] | None
    year_lower: float | None
    year_upper: float | None
    year: float | None
    make: str | None
    model: str | None
    exterior: Sequence[Exterior | str] | None
    interior: Sequence[Interior | str] | None
    fuel_type: Sequence[FuelType | str] | None
    drivetrain: Sequence[Drivetrain | str] | None
    transmission: Sequence[Transmission | str] | None
    comfort: Sequence[Comfort | str] | None
    safety: Sequence[Safety | str] | None
    entertainment: Sequence[Entertainment | str] | None
    utility: Sequence[Utility | str] | None
    subscribe: bool | None
    agree: bool | None
    customer: str | None
    message_notifications: bool | None
    email_notifications: bool | None
    email_alerts: bool | None
    email_offers: bool | None
    lead_events: Sequence[int | str | LeadEvent | LeadEventDict] | None
    cf_zipcode: str | None
    cf_state: str | None
    cf_city: str | None
    completed_date: str | None
    local_time: str | None
    trade: Sequence[int | str | Trade | TradeDict] | None
    messages: Sequence[int | str | Message | MessageDict] | None
    credit_score: str | None
    contact_score: str | None
    contact_belongs_to: str | None
    contact_type: str | None
    contact_valid: bool | None
    testing_customer: bool | None
    estimated_age_range: str | None
    estimated_address: str | None
    estimated_zipcode: str | None
    meetings: Sequence[int | str | Meeting | MeetingDict] | None
    make_and_model: str | None
    conversation: str | None
    city: str | None
    state: str | None
    pre_approval_id: str | None
    vdp_emails: Sequence[int | str | VdpEmail | VdpEmailDict] | None
    favorites: Sequence[int | str | CrmVehicle | CrmVehicleDict] | None
    calls: Sequence[int | str | Call | CallDict] | None
    sales_rep: int | str | SalesRep | SalesRepDict | None
    pre_approvals: Sequence[int | str | PreApproval | PreApprovalDict] | None
    anonymous_id: str | None
    manual: bool | None
    trim: str | None
    one_owner: bool | None
    customers: int | str | Customer | CustomerDict | None
    id: Required[str | int]


class LeadEventDict(TypedDict, total=False):
    """`LeadEvent` as a plain dict."""

    id: Required[str | int]
    updated_at: Required[str]
    created_at: Required[str]
    lead: int | str | Lead | LeadDict | None
    type: LeadEventType | str | None
    status: LeadEventStatus | str | None
    next_steps: str | None
    created_by: int | str | User | UserDict | None
    current_status_for: int | str | Lead | LeadDict | None


class SearchDict(TypedDict, total=False):
    """`Search` as a plain dict."""

    id: Required[str | int]
    updated_at: Required[str]
    created_at: Required[str]
    lead: int | str | Lead | LeadDict | None
    status: SearchStatus | str | None
    retail_listing_urls: str | None
    year: str | None
    make: str | None
    model: str | None
    trim: str | None
    body_style: Sequence[SearchBodyStyle | str] | None
    drive: Sequence[SearchDrive | str] | None
    transmission: Sequence[SearchTransmission | str] | None
    max_price: str | None
    max_miles: float | None
    new_or_used: Sequence[SearchNewOrUsed | str] | None
    minimum_grade: float | None
    required_options: Sequence[SearchRequiredOptions | str] | None
    acceptable_colors: Sequence[SearchAcceptableColors | str] | None
    acceptable_interior: Sequence[SearchAcceptableInterior | str] | None
    proposed_vehicles: str | None
    vehicles: Sequence[int | str | Vehicle | VehicleDict] | None
    last_modified_by: int | str | User | UserDict | None
    seats: str | None
    update_requested: str | None
    one_owner: bool | None
    priority: bool | None


class TradeDict(TypedDict, total=False):
    """`Trade` as a plain dict."""

    id: Required[str | int]
    updated_at: Required[str]
    created_at: Required[str]
    status: TradeStatus | str | None
    deal: int | str | Mapping[str, Any] | None
    credit_application: int | str | Mapping[str, Any] | None
    trade_in_allowance: str | None
    odometer: float | None
    lienholder: int | str | Customer | CustomerDict | None
    trade_in_payoff_balance: str | None
    payoff_good_through: str | None
    vehicle: int | str | Vehicle | VehicleDict | None
    last_modified_by: int | str | User | UserDict | None


class MessageDict(TypedDict, total=False):
    """`Message` as a plain dict."""

    id: Required[str | int]
    updated_at: Required[str]
    created_at: Required[str]
    status: MessageStatus | str | None
    message: str | None
    phone: str | None
    lead: int | str | Lead | LeadDict | None
    template: int | str | Template | TemplateDict | None
    created_time: str | None
    generated: bool | None
    type: str | None
    openphone_message_id: str | None


class MeetingDict(TypedDict, total=False):
    """`Meeting` as a plain dict."""

    id: Required[str | int]
    updated_at: Required[str]
    created_at: Required[str]
    name: str | None
    lead: int | str | Lead | LeadDict | None
    email: str | None
    phone: str | None
    meeting_time: str | None
    comments: str | None
    created_by: int | str | User | UserDict | None
    last_modified_by: int | str | User | UserDict | None


class VdpEmailDict(TypedDict, total=False):
    """`VdpEmail` as a plain dict."""

    id: Required[str | int]
    updated_at: Required[str]
    created_at: Required[str]
    status: VdpEmailStatus | str | None
    lead: int | str | Lead | LeadDict | None
    vins: Sequence[int | str | Vehicle | VehicleDict] | None
    created_by: int | str | User | UserDict | None
    last_modified_by: int | str | User | UserDict | None
    vin_count: str | None


class CrmVehicleDict(TypedDict, total=False):
    """`CrmVehicle` as a plain dict."""

    id: Required[str | int]
    updated_at: Required[str]
    created_at: Required[str]
    vin: str | None
    search: Sequence[int | str | Search | SearchDict] | None
    favorite: Sequence[int | str | Lead | LeadDict] | None
    exterior_color: str | None
    status: CrmVehicleStatus | str | None
    reason: Sequence[CrmVehicleReason | str] | None
    notes: str | None
    sales_price: str | None
    year: float | None
    make: str | None
    model: str | None
    trim: str | None
    body_style: str | None
    mileage: float | None
    condition: float | None
    new_or_used: str | None
    auction: str | None
    auction_date: str | None
    lane_and_run: str | None
    pickup_zip: str | None
    estimated_transport_fee: str | None
    adj_mmr: str | None
    min_bid: str | None
    buy_now: str | None
    retail_price: str | None
    tmv_used_retail_total_with_options: str | None
    kbb_retail_book: str | None
    bb_total_retail: str | None
    wholesale_vdp: str | None
    retail_vdp: str | None
    condition_report: str | None
    update_requested: str | None
    created_by: int | str | User | UserDict | None
    last_modified_by: int | str | User | UserDict | None
    vdp_emails: Sequence[int | str | VdpEmail | VdpEmailDict] | None
    likes: str | None
    dislikes: str | None


class CallDict(TypedDict, total=False):
    """`Call` as a plain dict."""

    id: Required[str | int]
    updated_at: Required[str]
    created_at: Required[str]
    name: str | None
    lead: int | str | Lead | LeadDict | None
    phone: str | None
    conversation: str | None
    recording: str | None
    transcript: str | None
    notes: str | None
    rating: float | None
    rating_note: str | None
    follow_up_email: str | None
    next_steps: str | None
    conversation_url: str | None
    development_call: bool | None


class SalesRepDict(TypedDict, total=False):
    """`SalesRep` as a plain dict."""

    id: Required[str | int]
    updated_at: Required[str]
    created_at: Required[str]
    name: str | None
    user: str | None
    phone: str | None
    phone_number: str | None
    leads: Sequence[int | str | Lead | LeadDict] | None
    accept_new_leads: bool | None
    assigned_leads: str | None
    credit_bands: Sequence[SalesRepCreditBands | str] | None
    templates: Sequence[int | str | Template | TemplateDict] | None


class PreApprovalDict(TypedDict, total=False):
    """`PreApproval` as a plain dict."""

    id: Required[str | int]
    updated_at: Required[str]
    created_at: Required[str]
    customer: int | str | Customer | CustomerDict | None
    title: str | None
    status: PreApprovalStatus | str | None
    first_name: str | None
    middle_initial: str | None
    last_name: str | None
    suffix: PreApprovalSuffix | str | None
    address: str | None
    city: str | None
    state: PreApprovalState | str | None
    zip: str | None
    phone: str | None
    email: str | None
    income: str | None
    ip_address: str | None
    user_agent: str | None
    isp: str | None
    session_id: str | None
    resend: str | None
    app_id: float | None
    segmentation_band: PreApprovalSegmentationBand | str | None
    name: str | None
    score: str | None
    status_2: str | None
    create_date: str | None
    dealer_name: str | None
    email_2: str | None
    app_mobile_no: str | None
    is_full_file_report_avilable: bool | None
    estimated_interest_rate: str | None
    estimated_loan_term: str | None
    lead: int | str | Lead | LeadDict | None
    user_name: str | None
    product_id: float | None
    quick_product_id: float | None
    status_id: float | None
    is_qq_pass: float | None
    is_quick_qualify_xpress: bool | None
    is_lead_form_report: bool | None
    is_qr: bool | None
    remove_operator: bool | None
    is_q_scan: bool | None
    quick_scan_status: str | None


class CustomerDict(TypedDict, total=False):
    """`Customer` as a plain dict."""

    id: Required[str | int]
    updated_at: Required[str]
    created_at: Required[str]
    customer_id: str | None
    leads: Sequence[int | str | Lead | LeadDict] | None
    address: int | str | Mapping[str, Any] | None
    shipping_contact: int | str | Mapping[str, Any] | None
    deals: Sequence[int | str | Mapping[str, Any]] | None
    created_by: int | str | User | UserDict | None
    last_modified_by: int | str | User | UserDict | None
    email: str | None
    phone: str | None
    insurance_policies: Sequence[int | str | Mapping[str, Any]] | None
    tenants: Sequence[int | str | Mapping[str, Any]] | None
    consumer_status: CustomerConsumerStatus | str | None
    consumer_first_name: str | None
    consumer_middle_name: str | None
    consumer_last_name: str | None
    consumer_suffix: str | None
    consumer_date_of_birth: str | None
    consumer_education_level: str | None
    consumer_vehicles: Sequence[int | str | Vehicle | VehicleDict] | None
    consumer_phone_type: str | None
    consumer_drivers_license: str | None
    consumer_drivers_license_state: str | None
    consumer_drivers_license_number: str | None
    consumer_drivers_license_exp: str | None
    consumer_drivers_license_expiration: str | None
    consumer_pre_approvals: Sequence[int | str | PreApproval | PreApprovalDict] | None
    consumer_get_pre_approved: str | None
    consumer_provide_proof_of_insurance: str | None
    consumer_login_to_bank: str | None
    consumer_connect_car: str | None
    consumer_provide_proof_of_income: str | None
    consumer_consumer_id: str | None
    consumer_credit_application_id: str | None
    deals2: Sequence[int | str | Mapping[str, Any]] | None
    consumer_social_security: str | None
    consumer_drivers_licence_state: str | None
    consumer_income: float | None
    consumer_income_interval: str | None
    consumer_employment_status_code: str | None
    consumer_employment_duration: float | None
    consumer_employer_name: str | None
    consumer_employer_phone: str | None
    consumer_employment_title: str | None
    consumer_previous_employer_name: str | None
    consumer_previous_employer_phone: str | None
    consumer_previous_employment_title: str | None
    consumer_previous_employment_duration: float | None
    consumer_previous_employmentincome: float | None
    consumer_time_at_residence: float | None
    consumer_previous_address_line1: str | None
    consumer_previous_address_line2: str | None
    consumer_previous_address_city: str | None
    consumer_previous_address_state: str | None
    consumer_previous_zip: str | None
    consumer_previous_address_duration: float | None
    consumer_residence_type: str | None
    consumer_rent_mortgage: float | None
    consumer_other_income_description: str | None
    consumer_other_income_amount: float | None
    consumer_lead_source: Sequence[CustomerConsumerLeadSource | str] | None
    company_name: str | None
    company_dealer_deals: Sequence[int | str | Mapping[str, Any]] | None
    company_deals_facilitated: Sequence[int | str | Mapping[str, Any]] | None
    company_insurance_quotes: Sequence[int | str | Mapping[str, Any]] | None
    company_type: Sequence[CustomerCompanyType | str] | None
    company_website: str | None
    company_stripe_connect_link: str | None
    company_customer_portal_link: str | None
    company_service_quotes: Sequence[int | str | Mapping[str, Any]] | None
    company_service_orders: str | None
    company_service_quotes_partners: Sequence[int | str | Mapping[str, Any]] | None
    company_visibility: str | None
    company_tenants2: Sequence[int | str | Mapping[str, Any]] | None
    company_customer: Sequence[int | str | Customer | CustomerDict] | None
    company_trades: Sequence[int | str | Trade | TradeDict] | None
    company_tenants3: Sequence[int | str | Mapping[str, Any]] | None
    company_partner_brand: int | str | Mapping[str, Any] | None
    company_deals3: Sequence[int | str | Mapping[str, Any]] | None
    company_route_one_dealer: str | None
    company_transport_service_orders: Sequence[int | str | Mapping[str, Any]] | None


class TemplateDict(TypedDict, total=False):
    """`Template` as a plain dict."""

    id: Required[str | int]
    updated_at: Required[str]
    created_at: Required[str]
    used_by: Sequence[int | str | SalesRep | SalesRepDict] | None
    message: str | None
    sequence: float | None
    type: TemplateType | str | None
    choice: TemplateChoice | str | None
    messages: Sequence[int | str | Message | MessageDict] | None
    subject: str | None


class VehicleDict(TypedDict, total=False):
    """`Vehicle` as a plain dict."""

    id: Required[str | int]
    updated_at: Required[str]
    created_at: Required[str]
    name: str | None
    vin: str | None
    customer: int | str | Customer | CustomerDict | None
    status: Sequence[VehicleStatus | str] | None
    deals: Sequence[int | str | Mapping[str, Any]] | None
    year: str | None
    make: str | None
    model: str | None
    trim: str | None
    style: str | None
    body: str | None
    drivetrain: str | None
    engine: str | None
    transmission: str | None
    interior: str | None
    exterior: str | None
    listings: Sequence[int | str | Mapping[str, Any]] | None
    service_quotes: Sequence[int | str | Mapping[str, Any]] | None
    tenant: int | str | Mapping[str, Any] | None
    trades: Sequence[int | str | Trade | TradeDict] | None
    created_by: int | str | User | UserDict | None
    transport_service_orders: str | None
    transport_service_orders2: Sequence[int | str | Mapping[str, Any]] | None


class UserDict(TypedDict, total=False):
    """`User` as a plain dict."""

    id: Required[str | int]
    updated_at: Required[str]
    created_at: Required[str]
    enable_api_key: bool | None
    api_key: str | None
    api_key_index: str | None
    email: Required[str]
    reset_password_token: str | None
    reset_password_expiration: str | None
    salt: str | None
    hash: str | None
    login_attempts: float | None
    lock_until: str | None
    password: str | None
